package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PeriodTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    // a day of 25 hours and one of 23
    "Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "America/New_York, 2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // this day has no first hour: it begins at one o'clock
    "America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // the last moment of a day, and the first of the next
    "Europe/Berlin, 2026-11-21T22:59:59.999Z, 2026-11-20T23:00:00Z, 2026-11-21T23:00:00Z",
    "Europe/Berlin, 2026-11-21T23:00:00Z, 2026-11-21T23:00:00Z, 2026-11-22T23:00:00Z"
  })
  void a_day_is_as_long_as_the_clocks_make_it(
      String zone, Instant moment, Instant since, Instant until) {
    Period day = Period.holding(moment, Per.DAY, ZoneId.of(zone));
    assertEquals(since, day.since());
    assertEquals(until, day.until());
  }

  @Test
  void a_week_starts_on_monday_and_goes_over_the_end_of_a_year() {
    Period week = Period.holding(Instant.parse("2027-01-01T12:00:00Z"), Per.WEEK, BERLIN);
    assertEquals(LocalDate.parse("2026-12-28"), week.first());
    assertEquals(LocalDate.parse("2027-01-04"), week.next());
    assertEquals(week, Period.holding(Instant.parse("2026-12-28T00:00:00Z"), Per.WEEK, BERLIN));
    assertEquals(
        LocalDate.parse("2026-12-21"),
        Period.holding(Instant.parse("2026-12-27T12:00:00Z"), Per.WEEK, BERLIN).first());
  }

  @Test
  void a_month_has_its_own_days_and_an_hour_more_in_autumn() {
    Period february = Period.holding(Instant.parse("2028-02-29T12:00:00Z"), Per.MONTH, BERLIN);
    assertEquals(LocalDate.parse("2028-02-01"), february.first());
    assertEquals(LocalDate.parse("2028-03-01"), february.next());
    Period october = Period.holding(Instant.parse("2026-10-01T12:00:00Z"), Per.MONTH, BERLIN);
    assertEquals(
        Duration.ofDays(31).plusHours(1), Duration.between(october.since(), october.until()));
  }

  @Test
  void periods_hold_their_moment_and_leave_no_gap() {
    Random random = new Random(4);
    List<String> zones =
        List.of("Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "UTC");
    for (int i = 0; i < 3_000; i++) {
      ZoneId zone = ZoneId.of(zones.get(i % zones.size()));
      Instant moment = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      for (Per per : List.of(Per.DAY, Per.WEEK, Per.MONTH)) {
        Period period = Period.holding(moment, per, zone);
        assertTrue(!moment.isBefore(period.since()) && moment.isBefore(period.until()), zone + "");
        Period after = Period.holding(period.until(), per, zone);
        assertEquals(period.until(), after.since());
        assertEquals(period, Period.holding(period.until().minusMillis(1), per, zone));
      }
    }
  }

  @Test
  void a_period_without_an_end_is_nothing_that_a_user_or_a_file_names() {
    assertEquals(List.of("day", "week", "month"), Per.labels());
    assertNull(Per.of(Per.EVER.label()));
    Period ever = Period.holding(Instant.parse("2026-11-21T12:00:00Z"), Per.EVER, ZoneOffset.UTC);
    assertTrue(ever.until().isAfter(Instant.parse("9999-01-01T00:00:00Z")));
  }
}
