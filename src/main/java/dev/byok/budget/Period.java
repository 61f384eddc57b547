package dev.byok.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day, a week or a month of one place: whole days of its calendar, however long a change of the
 * clocks makes them.
 *
 * @param first the first day that belongs to it
 * @param next the first day that no longer does
 */
public record Period(LocalDate first, LocalDate next, ZoneId zone) {

  /** The one that holds this moment. */
  public static Period holding(Instant moment, Per per, ZoneId zone) {
    LocalDate first = per.first(LocalDate.ofInstant(moment, zone));
    return new Period(first, per.next(first), zone);
  }

  /** Its first moment. */
  public Instant since() {
    return first.atStartOfDay(zone).toInstant();
  }

  /** The first moment after it. */
  public Instant until() {
    return next.atStartOfDay(zone).toInstant();
  }
}
