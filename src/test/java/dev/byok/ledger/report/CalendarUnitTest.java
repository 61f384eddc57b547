package dev.byok.ledger.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.ledger.Fixtures;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalendarUnitTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-21, 2026-W47, 2026-11",
    "2027-01-01, 2026-W53, 2027-01",
    "2027-01-04, 2027-W01, 2027-01",
    "2024-12-30, 2025-W01, 2024-12",
    "2021-01-03, 2020-W53, 2021-01",
    "12026-11-21, +12026-W47, +12026-11"
  })
  void weeks_are_those_of_iso(String day, String week, String month) {
    LocalDate date = LocalDate.parse(day.length() > 10 ? "+" + day : day);
    assertEquals(date.toString(), CalendarUnit.DAY.name(date));
    assertEquals(week, CalendarUnit.WEEK.name(date));
    assertEquals(month, CalendarUnit.MONTH.name(date));
  }

  /** Has the last moment of a local day and the first of the next, where the clocks change. */
  @ParameterizedTest
  @CsvSource({
    // 23 and 25 hours
    "Europe/Berlin, 2026-03-28T22:59:59.999Z, 2026-03-28, 2026-03-29",
    "Europe/Berlin, 2026-03-29T21:59:59.999Z, 2026-03-29, 2026-03-30",
    "Europe/Berlin, 2026-10-24T21:59:59.999Z, 2026-10-24, 2026-10-25",
    "Europe/Berlin, 2026-10-25T22:59:59.999Z, 2026-10-25, 2026-10-26",
    "America/New_York, 2026-03-08T04:59:59.999Z, 2026-03-07, 2026-03-08",
    "America/New_York, 2026-03-09T03:59:59.999Z, 2026-03-08, 2026-03-09",
    "America/New_York, 2026-11-01T03:59:59.999Z, 2026-10-31, 2026-11-01",
    "America/New_York, 2026-11-02T04:59:59.999Z, 2026-11-01, 2026-11-02",
    // half an hour
    "Australia/Lord_Howe, 2026-04-04T12:59:59.999Z, 2026-04-04, 2026-04-05",
    "Australia/Lord_Howe, 2026-04-05T13:29:59.999Z, 2026-04-05, 2026-04-06",
    "Australia/Lord_Howe, 2026-10-03T13:29:59.999Z, 2026-10-03, 2026-10-04",
    "Australia/Lord_Howe, 2026-10-04T12:59:59.999Z, 2026-10-04, 2026-10-05",
    // where the clocks skip midnight itself, and where a whole day was skipped
    "Africa/Cairo, 2026-04-23T21:59:59.999Z, 2026-04-23, 2026-04-24",
    "Pacific/Apia, 2011-12-30T09:59:59.999Z, 2011-12-29, 2011-12-31"
  })
  void a_day_ends_where_its_clocks_say_so(String zone, Instant last, String day, String next) {
    PeriodKey days = new PeriodKey(CalendarUnit.DAY, ZoneId.of(zone));
    assertEquals(day, days.of(at(last)));
    assertEquals(next, days.of(at(last.plusMillis(1))));
    assertEquals(day, days.of(at(last)));
    PeriodKey fresh = new PeriodKey(CalendarUnit.DAY, ZoneId.of(zone));
    assertEquals(next, fresh.of(at(last.plusMillis(1))));
  }

  @Test
  void times_that_no_calendar_of_ours_comes_to_have_a_group_all_the_same() throws Exception {
    UsageReport.Collector collector =
        new UsageReport.Collector(
            List.of(By.calendar(CalendarUnit.MONTH, ZoneId.of("Asia/Kathmandu"))),
            Selection.between(null, null));
    for (String time :
        new String[] {
          "+1000000000-12-31T23:59:59Z",
          "2026-11-21T00:00:00Z",
          "-1000000000-01-01T00:00:00Z",
          "+12026-01-01T00:00:00Z"
        }) {
      Entry entry = Entry.of(Json.parseObject("{\"time\":\"" + time + "\"}"));
      assertTrue(entry != null, time);
      collector.add(entry);
    }
    assertEquals(
        List.of("-290308", "2026", "+12026", "+294247"),
        collector.report().groups().stream()
            .map(group -> String.valueOf(group.by().get("month")))
            .map(month -> month.substring(0, month.lastIndexOf('-')))
            .toList());
  }

  private static EntryView at(Instant time) {
    Entry entry = Fixtures.entry("id");
    return new Entry(
        entry.id(),
        time,
        entry.command(),
        entry.client(),
        entry.provider(),
        entry.key(),
        entry.via(),
        entry.model(),
        entry.servedModel(),
        entry.status(),
        entry.usage(),
        entry.costUsd(),
        entry.costSource(),
        entry.billedBy(),
        entry.requestId(),
        entry.durationMs(),
        entry.firstTokenMs(),
        entry.session(),
        entry.tags(),
        entry.attempts());
  }
}
