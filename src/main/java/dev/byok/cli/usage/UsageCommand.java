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
import java.time.Clock;
import java.time.Instant;
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
            "TIME can be:",
            "",
            "  2026-11-01        a day; also a week (2026-W44) or a month (2026-11)",
            "  2026-11-01T08:00  a local time; add Z or +02:00 for another time zone",
            "  12h, 7d, 2w, 3m   hours, days, weeks or months before now",
            "  today, yesterday, week, month, year (the current one)",
            "",
            "--since counts from the beginning of TIME, and --until to its end:",
            "\"--since 2026-10 --until 2026-11\" covers two whole months, in the local time zone (TZ).",
            "When the clock is set back, a local time occurs twice: --since means the first one, and",
            "--until the second.",
            "",
            "FAILED counts the requests that did not end with the status \"ok\". CACHED is included in",
            "INPUT: tokens that were read from a cache. REASONING is included in OUTPUT. In JSON,",
            "\"unpriced\" counts the requests whose cost is unknown, and \"model\" includes the provider.",
            "",
            "CSV lines end with LF, and unknown values are empty. Text that a spreadsheet could read as",
            "a formula gets an apostrophe in front.");
    spec.usageMessage().synopsisSubcommandLabel("[COMMAND]");
    spec.addOption(Specs.values("WHAT", "group by " + Groupings.ALLOWED, "--by"))
        .addOption(Specs.value("TIME", "count from the beginning of TIME", "--since"))
        .addOption(Specs.value("TIME", "count to the end of TIME", "--until"));
    return Filters.addTo(spec)
        .addOption(Specs.flag("print CSV on stdout", "--csv"))
        .addOption(
            OptionSpec.builder("--chart")
                .type(String.class)
                .arity("0..1")
                .fallbackValue("tokens")
                .paramLabel("tokens|cost")
                .description(
                    "draw a bar chart of tokens or cost: the last 30 days, 12 weeks (--by week) or 12"
                        + " months (--by month), or the range of --since and --until")
                .build());
  }

  @Override
  public int run(Arguments given) {
    onlyOneForm(given);
    Clock clock = tools.clock();
    Instant instant = clock.instant();
    // Asked only by what is about days: reading the rules of time zones takes a quarter of a
    // report.
    Supplier<ZonedDateTime> now = () -> instant.atZone(clock.getZone());
    List<By> by = Groupings.of(given.texts("--by"), clock::getZone);
    TimeRange range = TimeRange.of(given.text("--since"), given.text("--until"), now);
    String charted = given.text("--chart");
    ReportChart chart = charted == null ? null : ReportChart.of(charted, by, range, now.get());
    if (chart != null) {
      by = List.of(chart.by(now.get()));
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
