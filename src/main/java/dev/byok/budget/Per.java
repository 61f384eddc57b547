package dev.byok.budget;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The period of a budget, by the local calendar. A week starts on Monday.
 *
 * <p>Users cannot name {@link #EVER}: the budget of a run has it, and one of a client without a
 * period.
 */
public enum Per {
  DAY("day"),
  WEEK("week"),
  MONTH("month"),
  EVER("ever");

  static final LocalDate NEVER = LocalDate.of(9999, 12, 31);
  private static final List<String> LABELS = List.of(DAY.label, WEEK.label, MONTH.label);

  private final String label;

  Per(String label) {
    this.label = label;
  }

  /** Returns the name in files, in JSON and after {@code --per}. */
  public String label() {
    return label;
  }

  /** Returns the names of the periods, which users type. */
  public static List<String> labels() {
    return LABELS;
  }

  /** Returns null for any other name. */
  public static @Nullable Per of(@Nullable String label) {
    return DAY.label.equals(label)
        ? DAY
        : WEEK.label.equals(label) ? WEEK : MONTH.label.equals(label) ? MONTH : null;
  }

  /** Returns the first day of the period that contains this day. */
  LocalDate first(LocalDate day) {
    if (this == EVER) {
      return LocalDate.EPOCH;
    }
    return this == DAY
        ? day
        : this == WEEK ? day.minusDays(day.getDayOfWeek().getValue() - 1L) : day.withDayOfMonth(1);
  }

  /** Returns the first day of the period after the one that starts on this day. */
  LocalDate next(LocalDate first) {
    if (this == EVER) {
      return NEVER;
    }
    return this == DAY ? first.plusDays(1) : this == WEEK ? first.plusDays(7) : first.plusMonths(1);
  }
}
