package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.text.Plural;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage show}: shows everything that the ledger has about one request. */
public record UsageShowCommand(Tools tools, Supplier<Ledger> ledger) implements Command {
  private static final int SHORTEST = 4;

  public static CommandSpec spec() {
    return Specs.command("show", "show one entry of the ledger")
        .addPositional(
            Specs.word(
                0, "1", "ID", "the id, or its first characters (at least 4) if they are unique"));
  }

  @Override
  public int run(Arguments given) {
    UsageCommand.refuseOptions(given, "byok usage show");
    String id = given.required(0);
    if (id.length() < SHORTEST) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(id) + " is too short for an id")
          .hint("give at least its first " + SHORTEST + " characters");
    }
    IdSearch search = new IdSearch(id);
    LedgerNotices.damage(tools.messages(), ledger.get().scan(search::look));
    Entry entry = search.found();
    if (entry == null) {
      throw search.matches() == 0 ? unknown(id) : ambiguous(search, id);
    }
    if (given.json()) {
      tools.out().json(EntryPage.json(entry));
    } else {
      tools.out().write(EntryPage.of(entry, tools.clock().getZone()));
    }
    return 0;
  }

  private static Failure unknown(String id) {
    return Failure.of(Kind.USAGE, "no entry has the id " + UserWord.quoted(id))
        .hint("byok usage tail shows the last entries with their ids");
  }

  private static Failure ambiguous(IdSearch search, String id) {
    Failure failure =
        Failure.of(
            Kind.USAGE,
            UserWord.quoted(id)
                + " is the beginning of "
                + Plural.of(search.matches(), "id", "ids"));
    for (Entry entry : search.first()) {
      failure =
          failure.detail(entry.id() + "  " + entry.time() + "  " + EntryTable.reference(entry));
    }
    if (search.matches() > search.first().size()) {
      failure = failure.detail("and others");
    }
    return failure.hint("give more characters");
  }
}
