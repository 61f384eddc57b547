package dev.byok.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days for which sums are kept: one year from the first day that any current period needs. The
 * limit keeps entries with a wrong clock from piling up. Days are counted from 1970.
 */
record Window(String zone, long since, long until) {
  private static final long YEAR = 366;

  /** Returns the days that the periods containing this moment need. */
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

  /** Whether sums of these days include all that the other window needs. */
  boolean covers(Window other) {
    return zone.equals(other.zone) && since <= other.since && until >= other.until;
  }

  boolean holds(long day) {
    return day >= since && day < until;
  }

  /** Returns this window without the days before the start of another. */
  Window startingWith(Window other) {
    return new Window(zone, Math.max(since, other.since), until);
  }
}
