package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.ReadSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage tail}: shows the latest entries, the last one at the bottom. */
public record UsageTailCommand(Tools tools, Supplier<Ledger> ledger) implements Command {
  private static final String LINES = "--lines";
  private static final int MOST = 10_000;

  public static CommandSpec spec() {
    return Specs.command("tail", "show the latest entries of the ledger")
        .addOption(
            Specs.value("COUNT", "the number of entries (default 20, at most 10000)", "-n", LINES));
  }

  @Override
  public int run(Arguments given) {
    UsageCommand.refuseOptions(given, "byok usage tail");
    Long count = Values.whole(LINES, given.text(LINES), 1, MOST);
    List<Entry> entries = new ArrayList<>();
    ReadSummary summary = ledger.get().last(count == null ? 20 : count.intValue(), entries::add);
    LedgerNotices.damage(tools.messages(), summary);
    if (given.json()) {
      tools.out().jsonText(Lines.array(entries.stream().map(EntryPage::json).toList()));
    } else if (entries.isEmpty()) {
      LedgerNotices.nothing(tools.messages(), ledger.get(), summary);
    } else {
      tools.out().write(EntryTable.of(entries, tools.clock().getZone()));
    }
    return 0;
  }
}
