package dev.byok.budget;

import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.file.Mark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Running totals over the ledger up to a mark: for each scope, one sum per day of the window. */
final class BudgetTotals implements Consumer<EntryView> {
  private final Window window;
  private final ZoneId zone;
  private final Mark mark;
  private final Map<Scope, Map<Long, Sum>> days = new HashMap<>();
  private final Set<String> recent = new HashSet<>();
  private final long recentSince;
  private final long firstMillis;
  // Entries come in order of time, so most are from the same day as the one before.
  private long day;
  private long dayStart;
  private long dayEnd;

  /**
   * Starts with empty sums.
   *
   * @param recentSince entries from this moment on may belong to reservations
   */
  BudgetTotals(Window window, Mark mark, Collection<Scope> scopes, long recentSince) {
    this.window = window;
    this.zone = ZoneId.of(window.zone());
    this.mark = mark;
    this.recentSince = recentSince;
    for (Scope scope : scopes) {
      days.put(scope, new TreeMap<>());
    }
    firstMillis =
        LocalDate.ofEpochDay(window.since()).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  Window window() {
    return window;
  }

  Mark mark() {
    return mark;
  }

  Set<Scope> scopes() {
    return days.keySet();
  }

  Map<Long, Sum> days(Scope scope) {
    return days.getOrDefault(scope, new TreeMap<>());
  }

  /** Returns the ids of entries, read since the file was written, that may have reservations. */
  Set<String> recent() {
    return recent;
  }

  void put(Scope scope, Map<Long, Sum> sums) {
    days.put(scope, sums);
  }

  /** Returns a copy with these scopes and days only, and another mark. */
  BudgetTotals copy(Mark reached, Window later, Collection<Scope> wanted) {
    BudgetTotals copy = new BudgetTotals(later, reached, wanted, recentSince);
    copy.addAll(this);
    return copy;
  }

  void addAll(BudgetTotals other) {
    for (Map.Entry<Scope, Map<Long, Sum>> scope : other.days.entrySet()) {
      Map<Long, Sum> sums = days.get(scope.getKey());
      if (sums != null) {
        for (Map.Entry<Long, Sum> each : scope.getValue().entrySet()) {
          if (window.holds(each.getKey())) {
            sum(sums, each.getKey()).add(each.getValue());
          }
        }
      }
    }
    recent.addAll(other.recent);
  }

  @Override
  public void accept(EntryView entry) {
    long time = entry.timeMillis();
    if (time >= recentSince) {
      recent.add(entry.id());
    }
    if (time < firstMillis) {
      return;
    }
    long epochDay = dayOf(time);
    if (window.holds(epochDay)) {
      for (Map.Entry<Scope, Map<Long, Sum>> scope : days.entrySet()) {
        if (scope.getKey().holds(entry.provider(), entry.key())) {
          sum(scope.getValue(), epochDay).add(entry);
        }
      }
    }
  }

  Sum sum(Scope scope, Period period) {
    Sum sum = new Sum();
    long first = period.first().toEpochDay();
    long next = period.next().toEpochDay();
    for (Map.Entry<Long, Sum> each : days(scope).entrySet()) {
      if (each.getKey() >= first && each.getKey() < next) {
        sum.add(each.getValue());
      }
    }
    return sum;
  }

  private static Sum sum(Map<Long, Sum> sums, long epochDay) {
    Sum sum = sums.get(epochDay);
    if (sum == null) {
      sum = new Sum();
      sums.put(epochDay, sum);
    }
    return sum;
  }

  private long dayOf(long time) {
    if (time < dayStart || time >= dayEnd) {
      LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(time), zone);
      day = date.toEpochDay();
      dayStart = date.atStartOfDay(zone).toInstant().toEpochMilli();
      dayEnd = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
    return day;
  }
}
