package dev.byok.cli.usage;

import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.ledger.report.By;
import dev.byok.ledger.report.CalendarUnit;
import dev.byok.ledger.report.Totals;
import dev.byok.ledger.report.UsageReport;
import dev.byok.ledger.report.UsageReport.Group;
import dev.byok.text.Chart;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws a report as bars: one for each day, week or month, even without a request. */
final class ReportChart {
  private static final int MOST_BARS = 1000;

  private final boolean cost;
  private final CalendarUnit unit;
  private final List<LocalDate> days;
  private final TimeRange range;

  private ReportChart(boolean cost, CalendarUnit unit, List<LocalDate> days, TimeRange range) {
    this.cost = cost;
    this.unit = unit;
    this.days = days;
    this.range = range;
  }

  /**
   * @param what {@code tokens} or {@code cost}
   * @param by the values of {@code --by}; none means by day
   * @param asked without a start, it covers the last 30 days, 12 weeks or 12 months
   */
  static ReportChart of(String what, List<By> by, TimeRange asked, ZonedDateTime now) {
    if (!what.equals("tokens") && !what.equals("cost")) {
      throw Values.wrong("--chart", what, "tokens or cost");
    }
    CalendarUnit unit = unit(by);
    Instant until = asked.until();
    LocalDate last =
        unit.first(
            until == null
                ? now.toLocalDate()
                : until.minusMillis(1).atZone(now.getZone()).toLocalDate());
    if (until == null) {
      until = unit.plus(last, 1).atStartOfDay(now.getZone()).toInstant();
    }
    Instant since = asked.since();
    LocalDate first;
    if (since == null) {
      first = unit.plus(last, unit == CalendarUnit.DAY ? -29 : -11);
      since = first.atStartOfDay(now.getZone()).toInstant();
    } else {
      first = unit.first(since.atZone(now.getZone()).toLocalDate());
    }
    return new ReportChart(
        what.equals("cost"), unit, days(unit, first, last), new TimeRange(since, until));
  }

  /** What the report must be grouped by. */
  By by(ZonedDateTime now) {
    return By.calendar(unit, now.getZone());
  }

  /** The time that the report must span. */
  TimeRange range() {
    return range;
  }

  boolean showsCost() {
    return cost;
  }

  String draw(UsageReport report, int width, boolean dumb) {
    Map<String, Totals> totals = new HashMap<>();
    for (Group group : report.groups()) {
      totals.put(String.valueOf(group.by().get(unit.label())), group.totals());
    }
    List<@Nullable BigDecimal> values = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (LocalDate day : days) {
      BigDecimal value = value(totals.get(unit.name(day)));
      values.add(value);
      shown.add(ReportNumbers.count(value == null ? null : value.toBigInteger()));
    }
    if (cost) {
      shown = ReportNumbers.aligned(values);
    }
    Chart chart = new Chart(width, dumb);
    for (int i = 0; i < days.size(); i++) {
      chart.row(unit.name(days.get(i)), values.get(i), shown.get(i));
    }
    return chart.toString();
  }

  /** 0 if there was no request; null if there were requests but the value is unknown. */
  private @Nullable BigDecimal value(@Nullable Totals totals) {
    if (totals == null) {
      return BigDecimal.ZERO;
    }
    if (cost) {
      return totals.costUsd();
    }
    BigInteger tokens = totals.tokens();
    return tokens == null ? null : new BigDecimal(tokens);
  }

  private static CalendarUnit unit(List<By> by) {
    if (by.isEmpty()) {
      return CalendarUnit.DAY;
    }
    for (CalendarUnit unit : CalendarUnit.values()) {
      if (by.size() == 1 && unit.label().equals(by.getFirst().name())) {
        return unit;
      }
    }
    List<String> names = by.stream().map(By::name).toList();
    throw Failure.of(
            Kind.USAGE, "--chart does not go with --by " + UserWord.quoted(String.join(",", names)))
        .hint("a chart is by day, week or month");
  }

  private static List<LocalDate> days(CalendarUnit unit, LocalDate first, LocalDate last) {
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = unit.plus(day, 1)) {
      if (days.size() == MOST_BARS) {
        throw Failure.of(Kind.USAGE, "the chart would have more than 1,000 bars")
            .hint("ask for fewer with --since and --until, or --by week or month");
      }
      days.add(day);
    }
    return days;
  }
}
