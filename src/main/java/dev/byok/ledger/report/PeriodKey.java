package dev.byok.ledger.report;

import dev.byok.ledger.entry.EntryView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Finds the local day, week or month of an entry. It remembers the limits of the last period, since
 * entries follow each other in time: converting the time of each would take longer than all the
 * rest of a report.
 */
final class PeriodKey implements By.Key {
  private final CalendarUnit unit;
  private final ZoneId zone;
  private Period last = new Period(0, 0, "");

  PeriodKey(CalendarUnit unit, ZoneId zone) {
    this.unit = unit;
    this.zone = zone;
  }

  /** A period from one moment to before another, in milliseconds since 1970. */
  private record Period(long from, long to, String name) {
    boolean holds(long time) {
      return time >= from && time < to;
    }
  }

  @Override
  public String of(EntryView entry) {
    long time = entry.timeMillis();
    if (!last.holds(time)) {
      last = find(time);
    }
    return last.name();
  }

  private Period find(long time) {
    LocalDate first = unit.first(Instant.ofEpochMilli(time).atZone(zone).toLocalDate());
    return new Period(start(first), start(unit.plus(first, 1)), unit.name(first));
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
