package dev.byok.budget;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How long a budget lasts, by the calendar of the place; a week starts on Monday. */
public enum Per {
  DAY("day"),
  WEEK("week"),
  MONTH("month");

  private final String label;

  Per(String label) {
    this.label = label;
  }

  /** The name in files, in JSON and behind {@code --per}. */
  public String label() {
    return label;
  }

  /** The one of that name; null for any other. */
  public static @Nullable Per of(@Nullable String label) {
    return DAY.label.equals(label)
        ? DAY
        : WEEK.label.equals(label) ? WEEK : MONTH.label.equals(label) ? MONTH : null;
  }

  /** The first day of the period that holds this one. */
  LocalDate first(LocalDate day) {
    return this == DAY
        ? day
        : this == WEEK ? day.minusDays(day.getDayOfWeek().getValue() - 1L) : day.withDayOfMonth(1);
  }

  /** The first day of the period after the one that starts on this day. */
  LocalDate next(LocalDate first) {
    return this == DAY ? first.plusDays(1) : this == WEEK ? first.plusDays(7) : first.plusMonths(1);
  }
}
