package dev.byok.cli.usage;

import dev.byok.ledger.report.Totals;
import dev.byok.ledger.report.UsageReport;
import dev.byok.ledger.report.UsageReport.Group;
import dev.byok.text.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a report to people: one row a group, and the total below. */
final class ReportTable {
  private static final List<String> NUMBERS =
      List.of(">REQUESTS", ">FAILED", ">INPUT", ">CACHED", ">OUTPUT", ">REASONING", ">COST USD");

  private ReportTable() {}

  static String of(List<String> names, UsageReport report) {
    boolean several = report.groups().size() > 1;
    List<@Nullable BigDecimal> costs = new ArrayList<>();
    for (Group group : report.groups()) {
      costs.add(group.totals().costUsd());
    }
    costs.add(several ? report.total().costUsd() : null);
    List<String> shownCosts = ReportNumbers.aligned(costs);
    Table table = new Table(headings(names).toArray(new String[0]));
    for (int i = 0; i < report.groups().size(); i++) {
      Group group = report.groups().get(i);
      List<String> cells = new ArrayList<>();
      for (String key : group.by().values()) {
        cells.add(key == null ? ReportNumbers.UNKNOWN : key);
      }
      add(table, cells, group.totals(), shownCosts.get(i));
    }
    if (several) {
      List<String> cells = new ArrayList<>(List.of("total"));
      cells.addAll(Collections.nCopies(names.size() - 1, ""));
      add(table, cells, report.total(), shownCosts.getLast());
    }
    return table.toString();
  }

  private static List<String> headings(List<String> names) {
    List<String> headings = new ArrayList<>();
    for (String name : names) {
      int colon = name.indexOf(':');
      // A tag's name is the user's own, so its case is kept.
      headings.add(
          colon < 0
              ? name.toUpperCase(Locale.ROOT)
              : name.substring(0, colon).toUpperCase(Locale.ROOT) + name.substring(colon));
    }
    headings.addAll(NUMBERS);
    return headings;
  }

  private static void add(Table table, List<String> cells, Totals totals, String cost) {
    Collections.addAll(
        cells,
        ReportNumbers.count(totals.requests()),
        ReportNumbers.count(totals.failed()),
        ReportNumbers.count(totals.input()),
        ReportNumbers.count(totals.cacheRead()),
        ReportNumbers.count(totals.output()),
        ReportNumbers.count(totals.reasoning()),
        cost);
    table.row(cells.toArray(new String[0]));
  }
}
