package dev.byok.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.report.By;
import dev.byok.ledger.report.Totals;
import dev.byok.ledger.report.UsageReport;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReportChartTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZonedDateTime NOW = Instant.parse("2026-11-01T23:30:00Z").atZone(BERLIN);
  private static final TimeRange ANY = new TimeRange(null, null);

  @Test
  void without_a_time_it_is_the_last_thirty_days_with_no_gap() {
    ReportChart chart = ReportChart.of("tokens", List.of(), ANY, NOW);
    assertEquals(
        new TimeRange(Instant.parse("2026-10-03T22:00:00Z"), Instant.parse("2026-11-02T23:00:00Z")),
        chart.range());
    List<String> lines = lines(chart, report());
    assertEquals(30, lines.size());
    assertEquals("2026-10-04                              0", lines.getFirst());
    assertEquals("2026-11-02                              0", lines.getLast());
  }

  @Test
  void without_a_time_it_is_twelve_weeks_or_months() {
    List<String> weeks = lines(ReportChart.of("tokens", by("week"), ANY, NOW), report());
    assertEquals(12, weeks.size());
    assertEquals("2026-W34", weeks.getFirst().substring(0, 8));
    assertEquals("2026-W45", weeks.getLast().substring(0, 8));
    List<String> months = lines(ReportChart.of("cost", by("month"), ANY, NOW), report());
    assertEquals(12, months.size());
    assertEquals("2025-12 ", months.getFirst().substring(0, 8));
    assertEquals("2026-11 ", months.getLast().substring(0, 8));
  }

  @Test
  void a_day_nobody_knows_the_tokens_of_is_told_from_one_of_none() {
    ReportChart chart =
        ReportChart.of(
            "tokens", by("day"), TimeRange.of("2026-10-24", "2026-10-27", () -> NOW), NOW);
    assertEquals(
        List.of(
            "2026-10-24  ######################  1,000",
            "2026-10-25  #                          12",
            "2026-10-26                              -",
            "2026-10-27                              0"),
        lines(
            chart,
            report(
                group("2026-10-24", 900L, 100L, null),
                group("2026-10-25", null, 12L, null),
                group("2026-10-26", null, null, null))));
  }

  @Test
  void the_cost_has_its_points_in_one_column() {
    ReportChart chart =
        ReportChart.of("cost", List.of(), TimeRange.of("2026-10-24", "2026-10-27", () -> NOW), NOW);
    assertEquals(
        List.of(
            "2026-10-24  #####################  12.5",
            "2026-10-25  #                       0.125",
            "2026-10-26                          -",
            "2026-10-27                          0"),
        lines(
            chart,
            report(
                group("2026-10-24", 1L, 1L, "12.50"),
                group("2026-10-25", 1L, 1L, "0.125"),
                group("2026-10-26", 1L, 1L, null))));
  }

  @Test
  void it_is_by_a_time_and_nothing_else() {
    for (List<By> by : List.of(List.of(By.MODEL), List.of(by("day").getFirst(), By.KEY))) {
      Failure failure = assertThrows(Failure.class, () -> ReportChart.of("tokens", by, ANY, NOW));
      assertEquals(Kind.USAGE, failure.kind());
      assertEquals("a chart is by day, week or month", failure.hint());
    }
  }

  @Test
  void it_has_no_more_bars_than_anyone_reads() {
    TimeRange century = TimeRange.of("1926-01-01", null, () -> NOW);
    Failure failure =
        assertThrows(Failure.class, () -> ReportChart.of("tokens", List.of(), century, NOW));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("the chart would have more than 1,000 bars", failure.text());
  }

  @Test
  void it_shows_tokens_or_cost() {
    Failure failure =
        assertThrows(Failure.class, () -> ReportChart.of("color", List.of(), ANY, NOW));
    assertEquals("--chart does not take \"color\"", failure.text());
    assertEquals("it takes tokens or cost", failure.hint());
  }

  private static List<By> by(String name) {
    return Groupings.of(List.of(name), () -> BERLIN);
  }

  private static List<String> lines(ReportChart chart, UsageReport report) {
    return chart.draw(report, 41, true).lines().toList();
  }

  private static UsageReport report(UsageReport.Group... groups) {
    Totals none = new Totals(0, 0, null, null, null, null, null, null, 0);
    return new UsageReport(null, null, List.of(groups), none);
  }

  private static UsageReport.Group group(
      String day, @Nullable Long input, @Nullable Long output, @Nullable String cost) {
    return new UsageReport.Group(
        Map.of("day", day),
        new Totals(
            1,
            0,
            input == null ? null : BigInteger.valueOf(input),
            null,
            null,
            output == null ? null : BigInteger.valueOf(output),
            null,
            cost == null ? null : new BigDecimal(cost),
            0));
  }
}
