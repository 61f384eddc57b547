package dev.byok.budget;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sums of one scope: by day and, if it needs that, over all times. */
final class ScopeSums {
  /**
   * How long sums are kept up to date that nobody asks for. Making them again means reading the
   * whole ledger, and requests of several clients ask for different ones in turn.
   */
  private static final long KEPT_DAYS = 31;

  private final Map<Long, Sum> days;
  private final @Nullable Sum ever;
  private long asked;

  /** Starts with empty sums. */
  ScopeSums(Scope scope) {
    this(new TreeMap<>(), scope.isSummedForEver() ? new Sum() : null, 0);
  }

  /**
   * @param ever null for a scope that needs no sum over all times
   * @param asked the day on which somebody last asked for the sums, counted from 1970
   */
  ScopeSums(Map<Long, Sum> days, @Nullable Sum ever, long asked) {
    this.days = days;
    this.ever = ever;
    this.asked = asked;
  }

  Map<Long, Sum> days() {
    return days;
  }

  @Nullable Sum ever() {
    return ever;
  }

  long asked() {
    return asked;
  }

  void ask(long day) {
    asked = day;
  }

  /** Whether somebody asked lately, or will have by a clock that went wrong. */
  boolean isWanted(long today) {
    return Math.abs(today - asked) <= KEPT_DAYS;
  }

  /** Returns the sum of a day, which is made if necessary. */
  Sum on(long day) {
    Sum sum = days.get(day);
    if (sum == null) {
      sum = new Sum();
      days.put(day, sum);
    }
    return sum;
  }

  /** Adds other sums of the same scope, of the days of a window. */
  void add(ScopeSums other, Window window) {
    for (Map.Entry<Long, Sum> each : other.days.entrySet()) {
      if (window.holds(each.getKey())) {
        on(each.getKey()).add(each.getValue());
      }
    }
    if (ever != null && other.ever != null) {
      ever.add(other.ever);
    }
    asked = Math.max(asked, other.asked);
  }

  /** Returns the sum of the days from the first on and before the next. */
  Sum between(LocalDate first, LocalDate next) {
    Sum sum = new Sum();
    for (Map.Entry<Long, Sum> each : days.entrySet()) {
      if (each.getKey() >= first.toEpochDay() && each.getKey() < next.toEpochDay()) {
        sum.add(each.getValue());
      }
    }
    return sum;
  }
}
