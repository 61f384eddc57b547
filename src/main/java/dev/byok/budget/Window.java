package dev.byok.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days that are kept sums of: from the first that any period of today needs, for a year, so
 * that entries of a wrong clock do not pile up. Days are counted from 1970.
 */
record Window(String zone, long since, long until) {
  private static final long YEAR = 366;

  /** What the periods that hold this moment need. */
  static Window needed(Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    LocalDate week = Per.WEEK.first(today);
    LocalDate month = Per.MONTH.first(today);
    return new Window(
        zone.getId(),
        Math.min(week.toEpochDay(), month.toEpochDay()),
        Math.max(Per.WEEK.next(week).toEpochDay(), Per.MONTH.next(month).toEpochDay()));
  }

  Window forAYear() {
    return new Window(zone, since, since + YEAR);
  }

  /** Whether sums of these days can tell what those of the other would. */
  boolean covers(Window other) {
    return zone.equals(other.zone) && since <= other.since && until >= other.until;
  }

  boolean holds(long day) {
    return day >= since && day < until;
  }

  /** The same without the days before another's. */
  Window startingWith(Window other) {
    return new Window(zone, Math.max(since, other.since), until);
  }
}
