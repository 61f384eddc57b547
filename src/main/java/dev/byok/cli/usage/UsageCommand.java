package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.report.By;
import dev.byok.ledger.report.UsageReport;
import dev.byok.term.TerminalWidth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code byok usage}: sums up the ledger. */
public record UsageCommand(Tools tools, Setup setup, Supplier<Ledger> ledger) implements Command {
  private static final List<String> FORMS = List.of("--json", "--csv", "--chart");

  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
            "usage",
            "show tokens and cost from the ledger, by model or another grouping",
            "",
            "TIME is a day (2026-11-01), a week (2026-W44), a month (2026-11), a local time",
            "(2026-11-01T08:00; one elsewhere has Z or an offset at its end), how far back from now",
            "(12h, 7d, 2w, or 3m for months), or one of today, yesterday, week, month and year.",
            "--since begins where it begins and --until ends where it ends, so that",
            "\"--since 2026-10 --until 2026-11\" is two whole months. Days are those of the local",
            "time zone (TZ). Where clocks are set back, --since takes the first of two equal times",
            "and --until the second.",
            "",
            "FAILED are all requests that did not end \"ok\". CACHED is the part of INPUT that was read",
            "from a cache, REASONING a part of OUTPUT. In JSON, \"unpriced\" counts the requests whose",
            "cost is unknown, and \"model\" includes the provider.",
            "",
            "In CSV, lines end with LF, what is unknown is empty, and a text that a spreadsheet",
            "would take for a formula has an apostrophe before it.");
    spec.usageMessage().synopsisSubcommandLabel("[COMMAND]");
    spec.addOption(Specs.values("WHAT", "group by " + Groupings.ALLOWED, "--by"))
        .addOption(Specs.value("TIME", "count from the beginning of that time on", "--since"))
        .addOption(Specs.value("TIME", "count up to the end of that time", "--until"));
    return Filters.addTo(spec)
        .addOption(Specs.flag("print CSV on stdout", "--csv"))
        .addOption(
            OptionSpec.builder("--chart")
                .type(String.class)
                .arity("0..1")
                .fallbackValue("tokens")
                .paramLabel("tokens|cost")
                .description(
                    "draw bars of tokens or of cost, for each of the last 30 days; for 12 weeks or"
                        + " months with --by week or month, or for the time that is given")
                .build());
  }

  @Override
  public int run(Arguments given) {
    onlyOneForm(given);
    ZonedDateTime now = ZonedDateTime.now(tools.clock());
    List<By> by = Groupings.of(given.texts("--by"), now.getZone());
    TimeRange range = TimeRange.of(given.text("--since"), given.text("--until"), now);
    String charted = given.text("--chart");
    ReportChart chart = charted == null ? null : ReportChart.of(charted, by, range, now);
    if (chart != null) {
      by = List.of(chart.by(now));
      range = chart.range();
    } else if (by.isEmpty()) {
      by = List.of(By.MODEL);
    }
    UsageReport.Collector collector =
        new UsageReport.Collector(by, Filters.of(setup, given, range));
    ReadSummary summary = ledger.get().tally(collector);
    LedgerNotices.damage(tools.messages(), summary);
    UsageReport report = collector.report();
    List<String> names = by.stream().map(By::name).toList();
    if (given.json()) {
      ReportJson.write(tools.out(), report);
    } else if (given.has("--csv")) {
      ReportCsv.write(tools.out(), names, report);
    } else if (report.groups().isEmpty()) {
      LedgerNotices.nothing(tools.messages(), ledger.get(), summary);
    } else {
      show(names, report, chart);
    }
    return 0;
  }

  private void show(List<String> names, UsageReport report, @Nullable ReportChart chart) {
    if (chart == null) {
      tools.out().write(ReportTable.of(names, report));
    } else {
      int width = TerminalWidth.of(tools.terminal(), tools.env());
      tools.out().write(chart.draw(report, width, tools.terminal().dumb()));
    }
    if (chart == null || chart.showsCost()) {
      LedgerNotices.unpriced(tools.messages(), report.total());
    }
  }

  /** Refuses report options before a subcommand, which would ignore them. */
  static void refuseOptions(Arguments given, String command) {
    for (OptionSpec option : UsageCommand.spec().options()) {
      String name = option.longestName();
      boolean common = given.command().commandSpec().findOption(name) != null;
      if (!common && given.has(name)) {
        throw Failure.of(Kind.USAGE, command + " takes no " + name)
            .hint("byok usage " + name + " is a report of its own");
      }
    }
  }

  private static void onlyOneForm(Arguments given) {
    List<String> forms = new ArrayList<>();
    for (String form : FORMS) {
      if (given.has(form)) {
        forms.add(form);
      }
    }
    if (forms.size() > 1) {
      throw Failure.of(Kind.USAGE, String.join(" and ", forms) + " cannot be used together")
          .hint("use one of --json, --csv and --chart");
    }
  }
}
