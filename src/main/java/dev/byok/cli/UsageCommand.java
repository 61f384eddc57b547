package dev.byok.cli;

import dev.byok.json.Json;
import dev.byok.ledger.By;
import dev.byok.ledger.ReadSummary;
import dev.byok.ledger.Totals;
import dev.byok.ledger.UsageReport;
import dev.byok.term.Counts;
import dev.byok.term.Table;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage}: what the ledger adds up to. */
final class UsageCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = Specs.command(this, "usage", "tokens and cost by model, from the ledger");
    spec.usageMessage().synopsisSubcommandLabel("[reprice|path]");
    return spec;
  }

  @Override
  public int run(Services services, Arguments given) {
    UsageReport.Collector collector = new UsageReport.Collector(List.of(By.MODEL), null, null);
    ReadSummary summary = services.ledger().scan(collector::add);
    if (summary.skippedBytes() > 0) {
      services
          .messages()
          .notice(
              "the ledger is damaged in "
                  + Counts.of(summary.skippedPlaces(), "place", "places")
                  + "; "
                  + Counts.of(summary.skippedBytes(), "byte", "bytes")
                  + " there are not counted");
    }
    UsageReport report = collector.report();
    if (given.json()) {
      services.out().line(Json.write(report.toJson()));
    } else if (report.groups().isEmpty()) {
      services.messages().notice("the ledger is empty: " + services.ledger().file());
    } else {
      services.out().write(table(report));
    }
    return 0;
  }

  private static String table(UsageReport report) {
    Table table =
        new Table(
            "MODEL",
            ">REQUESTS",
            ">FAILED",
            ">INPUT",
            ">CACHED",
            ">OUTPUT",
            ">REASONING",
            ">COST USD");
    for (UsageReport.Group group : report.groups()) {
      row(table, String.valueOf(group.by().get("model")), group.totals());
    }
    if (report.groups().size() > 1) {
      row(table, "total", report.total());
    }
    return table.toString();
  }

  private static void row(Table table, String name, Totals totals) {
    table.row(
        name,
        String.format(Locale.ROOT, "%,d", totals.requests()),
        String.format(Locale.ROOT, "%,d", totals.failed()),
        count(totals.input()),
        count(totals.cacheRead()),
        count(totals.output()),
        count(totals.reasoning()),
        totals.costUsd() == null ? "-" : totals.costUsd().toPlainString());
  }

  private static String count(@Nullable BigInteger tokens) {
    return tokens == null ? "-" : String.format(Locale.ROOT, "%,d", tokens);
  }
}
