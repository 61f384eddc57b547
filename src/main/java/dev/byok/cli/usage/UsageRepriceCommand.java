package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.models.FreshPrices;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.Rewritten;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.prices.PriceList;
import dev.byok.text.Plural;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage reprice}: estimates costs in the ledger again by today's prices. */
public record UsageRepriceCommand(
    Tools tools, Setup setup, Supplier<Ledger> ledger, FreshPrices freshPrices) implements Command {
  /** How often to try, since another process may replace the ledger meanwhile. */
  private static final int ATTEMPTS = 3;

  public static CommandSpec spec() {
    return Specs.command(
            "reprice",
            "estimate costs again with today's prices",
            "",
            "byok never changes a cost that a provider stated, and keeps the old estimate of a model",
            "that is no longer in the price list. It fetches the list if its copy is older than a day,",
            "unless \"byok config set prices.fetch false\" forbids it.")
        .addOption(Specs.flag("only show what would change", "--dry-run"));
  }

  @Override
  public int run(Arguments given) {
    UsageCommand.refuseOptions(given, "byok usage reprice");
    boolean dry = given.has("--dry-run");
    PriceList prices = priceList();
    Repricing done;
    try (var _ = tools.messages().waiting("estimating the costs")) {
      done = new Repricing(setup.catalog(), prices);
      ReadSummary read = ledger.get().scan(done::of);
      if (!dry && done.changed() > 0) {
        done = rewrite(prices);
      } else {
        LedgerNotices.damage(tools.messages(), read);
      }
    }
    if (done.kept() > 0) {
      tools.notice(
          Plural.of(done.kept(), "entry keeps its", "entries keep their")
              + " old estimate: the price list no longer has the model");
    }
    if (done.unpriced() > 0) {
      tools.notice(Plural.of(done.unpriced(), "entry has", "entries have") + " no known price");
    }
    if (given.json()) {
      tools.out().json(json(done, dry));
    } else {
      tools.out().write(text(done, dry));
    }
    return 0;
  }

  private PriceList priceList() {
    List<String> troubles = new ArrayList<>();
    PriceList prices = freshPrices.get(false, troubles::add);
    boolean allowed = freshPrices.mayBeFetched();
    if (prices.isEmpty()) {
      Failure none = Failure.of(Kind.UNAVAILABLE, "there is no price list");
      for (String trouble : troubles) {
        none = none.detail(trouble);
      }
      throw none.hint(
          allowed
              ? "try again when there is a network"
              : "\"byok config set prices.fetch true\" lets byok fetch it");
    }
    troubles.forEach(tools::notice);
    if (!allowed) {
      tools.notice(
          "prices.fetch is off: byok uses the price list of " + freshPrices.source().get().day());
    }
    return prices;
  }

  private Repricing rewrite(PriceList prices) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Repricing repricing = new Repricing(setup.catalog(), prices);
      Rewritten rewritten = ledger.get().reprice(repricing);
      if (rewritten != null) {
        if (rewritten.side() != null) {
          tools.notice(
              "the ledger was damaged: "
                  + Plural.of(rewritten.damagedBytes(), "byte", "bytes")
                  + " that are not entries were moved to "
                  + UserWord.quoted(rewritten.side()));
        }
        return repricing;
      }
    }
    throw Failure.of(
            Kind.FILE,
            "the ledger " + UserWord.quoted(ledger.get().file()) + " is being replaced meanwhile")
        .hint("find the byok process that is still running, and try again");
  }

  private static String text(Repricing done, boolean dry) {
    return (dry ? "would change " : "changed ")
        + done.changed()
        + " of "
        + Plural.of(done.entries(), "entry", "entries")
        + "\ncost before: "
        + dollars(done.before())
        + "\ncost after:  "
        + dollars(done.after())
        + "\n";
  }

  private static JsonObject json(Repricing done, boolean dry) {
    return JsonObject.builder()
        .put("dry_run", dry)
        .put("entries", done.entries())
        .put("changed", done.changed())
        .put("kept", done.kept())
        .put("unpriced", done.unpriced())
        .put("cost_before_usd", done.before())
        .put("cost_after_usd", done.after())
        .build();
  }

  private static String dollars(@Nullable BigDecimal cost) {
    return cost == null ? "unknown" : "USD " + cost.toPlainString();
  }
}
