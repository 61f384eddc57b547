package dev.byok.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day, week or month in one time zone: whole calendar days, even if a clock change makes them
 * longer or shorter.
 *
 * @param first the first day of the period
 * @param next the first day after it
 */
public record Period(LocalDate first, LocalDate next, ZoneId zone) {

  /** Returns the period that contains this moment. */
  public static Period holding(Instant moment, Per per, ZoneId zone) {
    LocalDate first = per.first(LocalDate.ofInstant(moment, zone));
    return new Period(first, per.next(first), zone);
  }

  public Instant since() {
    return first.atStartOfDay(zone).toInstant();
  }

  /** Returns the first moment after it. */
  public Instant until() {
    return next.atStartOfDay(zone).toInstant();
  }
}
