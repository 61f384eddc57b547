package dev.byok.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
  private static final String NOW = "2026-11-21T14:30:00Z";

  @ParameterizedTest(name = "{0} is {1} to {2}")
  @CsvSource({
    "2026-11-01, 2026-11-01T00:00:00Z, 2026-11-02T00:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "2026-11, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "2026-12, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "2026-W47, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
    "2026-W53, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
    "2025-W01, 2024-12-30T00:00:00Z, 2025-01-06T00:00:00Z",
    "today, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
    "yesterday, 2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z",
    "week, 2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
    "month, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "year, 2026-01-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "2026-11-01T08:00, 2026-11-01T08:00:00Z, 2026-11-01T08:00:00Z",
    "2026-11-01T08:00:01.5, 2026-11-01T08:00:01.5Z, 2026-11-01T08:00:01.5Z",
    "2026-11-01T08:00+05:30, 2026-11-01T02:30:00Z, 2026-11-01T02:30:00Z",
    "2026-11-01T08:00:30Z, 2026-11-01T08:00:30Z, 2026-11-01T08:00:30Z",
    "12h, 2026-11-21T02:30:00Z, 2026-11-21T02:30:00Z",
    "0h, 2026-11-21T14:30:00Z, 2026-11-21T14:30:00Z",
    "7d, 2026-11-14T14:30:00Z, 2026-11-14T14:30:00Z",
    "2w, 2026-11-07T14:30:00Z, 2026-11-07T14:30:00Z",
    "9m, 2026-02-21T14:30:00Z, 2026-02-21T14:30:00Z"
  })
  void every_form_stands_for_a_time(String text, Instant from, Instant to) {
    assertSpan(text, NOW, "UTC", from, to);
  }

  @ParameterizedTest(name = "{0} in {2} at {1} is {3} to {4}")
  @CsvSource({
    // a day of 23 hours, one of 25, and the months and weeks they are in
    "2026-03-29, " + NOW + ", Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "2026-10-25, " + NOW + ", Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "2026-03, " + NOW + ", Europe/Berlin, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
    "2026-W43, " + NOW + ", Europe/Berlin, 2026-10-18T22:00:00Z, 2026-10-25T23:00:00Z",
    "2026-03-08, " + NOW + ", America/New_York, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    "2026-11-01, " + NOW + ", America/New_York, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    "month, " + NOW + ", America/New_York, 2026-11-01T04:00:00Z, 2026-12-01T05:00:00Z",
    "2026-04-05, " + NOW + ", Australia/Lord_Howe, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z",
    "2026-10-04, " + NOW + ", Australia/Lord_Howe, 2026-10-03T13:30:00Z, 2026-10-04T13:00:00Z",
    // days are local to the user
    "today, 2026-11-21T23:30:00Z, Europe/Berlin, 2026-11-21T23:00:00Z, 2026-11-22T23:00:00Z",
    "today, 2026-11-21T02:30:00Z, America/New_York, 2026-11-20T05:00:00Z, 2026-11-21T05:00:00Z",
    "yesterday, 2026-10-25T23:30:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "year, 2026-12-31T23:30:00Z, Europe/Berlin, 2026-12-31T23:00:00Z, 2027-12-31T23:00:00Z",
    // d, w and m go back by the calendar to the same time of day; h counts hours
    "1d, 2026-03-29T10:00:00Z, Europe/Berlin, 2026-03-28T11:00:00Z, 2026-03-28T11:00:00Z",
    "24h, 2026-03-29T10:00:00Z, Europe/Berlin, 2026-03-28T10:00:00Z, 2026-03-28T10:00:00Z",
    "1d, 2026-10-25T11:00:00Z, Europe/Berlin, 2026-10-24T10:00:00Z, 2026-10-24T10:00:00Z",
    "1w, 2026-11-05T12:00:00Z, America/New_York, 2026-10-29T11:00:00Z, 2026-10-29T11:00:00Z",
    "1m, 2026-05-04T13:30:00Z, Australia/Lord_Howe, 2026-04-04T13:00:00Z, 2026-04-04T13:00:00Z",
    // a time that the clocks skip is the moment of the skip
    "2026-03-29T02:30, " + NOW + ", Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z",
    "2026-03-08T02:00, " + NOW + ", America/New_York, 2026-03-08T07:00:00Z, 2026-03-08T07:00:00Z",
    "2026-10-04T02:15, "
        + NOW
        + ", Australia/Lord_Howe, 2026-10-03T15:30:00Z, 2026-10-03T15:30:00Z",
    // a time that they show twice spans both
    "2026-10-25T02:30, " + NOW + ", Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
    "2026-11-01T01:30, " + NOW + ", America/New_York, 2026-11-01T05:30:00Z, 2026-11-01T06:30:00Z",
    "2026-04-05T01:45, "
        + NOW
        + ", Australia/Lord_Howe, 2026-04-04T14:45:00Z, 2026-04-04T15:15:00Z",
    // an offset says which
    "2026-10-25T02:30+01:00, " + NOW + ", Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:30:00Z"
  })
  void local_times_are_right_at_the_change_of_the_hour(
      String text, String now, String zone, Instant from, Instant to) {
    assertSpan(text, now, zone, from, to);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yesterdayish",
        "Today",
        "tomorrow",
        "2026",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2025-02-29",
        "2026-11-1",
        "26-11-01",
        "+12026-11-01",
        "2025-W53",
        "2026-W00",
        "2026-W54",
        "2026-11-01T",
        "2026-11-01T24:00",
        "2026-11-01T08",
        "2026-11-01 08:00",
        "2026-11-01T08:00:00.0001",
        "2026-11-01T08:00+25:00",
        "7",
        "d",
        "-7d",
        "7D",
        "1.5d",
        "7y",
        "100000d",
        "99999m",
        "٧d"
      })
  void anything_else_is_refused_by_name_with_what_is_allowed(String text) {
    ZonedDateTime now = Instant.parse(NOW).atZone(ZoneId.of("UTC"));
    assertNull(TimeSpan.of(text, now));
    Failure since = assertThrows(Failure.class, () -> TimeRange.of(text, null, () -> now));
    assertEquals(Kind.USAGE, since.kind());
    assertEquals("--since does not take \"" + text + "\"", since.text());
    assertEquals("it takes " + TimeSpan.ALLOWED, since.hint());
    Failure until = assertThrows(Failure.class, () -> TimeRange.of(null, text, () -> now));
    assertEquals("--until does not take \"" + text + "\"", until.text());
  }

  @Test
  void a_range_is_from_the_beginning_of_one_to_the_end_of_the_other() {
    assertEquals(
        range("2026-10-01T00:00:00Z", "2026-12-01T00:00:00Z"), range("2026-10", "2026-11"));
    assertEquals(range("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"), day("2026-11-01"));
    assertEquals(new TimeRange(null, null), range(null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "today, yesterday",
    "2026-11-02, 2026-11-01",
    "2026-11-01T08:00, 2026-11-01T08:00",
    "1h, 2h",
    "2026-11-01T08:00Z, 2026-11-01T08:00+00:01"
  })
  void a_range_that_ends_before_it_begins_is_refused(String since, String until) {
    Failure failure = assertThrows(Failure.class, () -> range(since, until));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "--since \"" + since + "\" is later than --until \"" + until + "\"", failure.text());
  }

  private static TimeRange day(String day) {
    return range(day, day);
  }

  private static TimeRange range(@Nullable String since, @Nullable String until) {
    return TimeRange.of(since, until, () -> Instant.parse(NOW).atZone(ZoneId.of("UTC")));
  }

  private static void assertSpan(String text, String now, String zone, Instant from, Instant to) {
    TimeSpan span = TimeSpan.of(text, Instant.parse(now).atZone(ZoneId.of(zone)));
    assertNotNull(span);
    assertEquals(new TimeSpan(from, to), span);
  }
}
