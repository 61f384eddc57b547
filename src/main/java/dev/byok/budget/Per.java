package dev.byok.budget;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The period of a budget, by the local calendar. A week starts on Monday. */
public enum Per {
  DAY("day"),
  WEEK("week"),
  MONTH("month");

  private final String label;

  Per(String label) {
    this.label = label;
  }

  /** Returns the name in files, in JSON and after {@code --per}. */
  public String label() {
    return label;
  }

  /** Returns null for any other name. */
  public static @Nullable Per of(@Nullable String label) {
    return DAY.label.equals(label)
        ? DAY
        : WEEK.label.equals(label) ? WEEK : MONTH.label.equals(label) ? MONTH : null;
  }

  /** Returns the first day of the period that contains this day. */
  LocalDate first(LocalDate day) {
    return this == DAY
        ? day
        : this == WEEK ? day.minusDays(day.getDayOfWeek().getValue() - 1L) : day.withDayOfMonth(1);
  }

  /** Returns the first day of the period after the one that starts on this day. */
  LocalDate next(LocalDate first) {
    return this == DAY ? first.plusDays(1) : this == WEEK ? first.plusDays(7) : first.plusMonths(1);
  }
}
