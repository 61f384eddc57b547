package dev.byok.ledger.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Calendar units over which usage is summed. Weeks are those of ISO 8601, starting on Monday. */
public enum CalendarUnit {
  DAY,
  WEEK,
  MONTH;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the first day of the unit that this day is in. */
  public LocalDate first(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /** Returns the same day this many units later, or earlier for a negative number. */
  public LocalDate plus(LocalDate day, long units) {
    return switch (this) {
      case DAY -> day.plusDays(units);
      case WEEK -> day.plusWeeks(units);
      case MONTH -> day.plusMonths(units);
    };
  }

  /** Returns {@code 2026-11-21}, {@code 2026-W47} or {@code 2026-11}, for any day of the unit. */
  public String name(LocalDate day) {
    return switch (this) {
      case DAY -> day.toString();
      case WEEK -> week(first(day).plusDays(3));
      case MONTH -> day.toString().substring(0, day.toString().lastIndexOf('-'));
    };
  }

  /** A week belongs to the year that has its Thursday. */
  private static String week(LocalDate thursday) {
    int number = (thursday.getDayOfYear() - 1) / 7 + 1;
    String date = thursday.toString();
    String year = date.substring(0, date.indexOf('-', 1));
    return year + (number < 10 ? "-W0" : "-W") + number;
  }

  /** Compares two names of the same unit by time, even if a year does not have four digits. */
  static int compare(String one, String other) {
    int years = Integer.compare(year(one), year(other));
    return years == 0 ? one.compareTo(other) : years;
  }

  private static int year(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf('-', 1)));
  }
}
