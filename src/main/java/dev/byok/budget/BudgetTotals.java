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
import java.util.function.Consumer;

/**
 * Running totals over the ledger up to a mark: for each scope, one sum per day of the window, and
 * for a client also one over all times.
 */
final class BudgetTotals implements Consumer<EntryView> {
  private final Window window;
  private final ZoneId zone;
  private final Mark mark;
  private final Map<Scope, ScopeSums> sums = new HashMap<>();
  private final Set<String> recent = new HashSet<>();
  private final long recentSince;
  private final long firstMillis;
  private boolean anyForEver;
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
      put(scope, new ScopeSums(scope));
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
    return sums.keySet();
  }

  /** Returns the sums of a scope, which are empty if it is not summed. */
  ScopeSums of(Scope scope) {
    ScopeSums found = sums.get(scope);
    return found == null ? new ScopeSums(scope) : found;
  }

  /** Returns the ids of entries, read since the file was written, that may have reservations. */
  Set<String> recent() {
    return recent;
  }

  void put(Scope scope, ScopeSums ofScope) {
    sums.put(scope, ofScope);
    anyForEver |= scope.isSummedForEver();
  }

  /** Returns a copy with these scopes and days only, and another mark. */
  BudgetTotals copy(Mark reached, Window later, Collection<Scope> wanted) {
    BudgetTotals copy = new BudgetTotals(later, reached, wanted, recentSince);
    copy.addAll(this);
    return copy;
  }

  void addAll(BudgetTotals other) {
    for (Map.Entry<Scope, ScopeSums> scope : other.sums.entrySet()) {
      ScopeSums own = sums.get(scope.getKey());
      if (own != null) {
        own.add(scope.getValue(), window);
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
    long epochDay = time < firstMillis ? Long.MIN_VALUE : dayOf(time);
    boolean isInWindow = window.holds(epochDay);
    if (!isInWindow && !anyForEver) {
      return;
    }
    for (Map.Entry<Scope, ScopeSums> scope : sums.entrySet()) {
      Sum ever = scope.getValue().ever();
      if ((isInWindow || ever != null) && scope.getKey().holds(entry)) {
        if (isInWindow) {
          scope.getValue().on(epochDay).add(entry);
        }
        if (ever != null) {
          ever.add(entry);
        }
      }
    }
  }

  /** Returns what a budget counts in a period. */
  Sum sum(Budget budget, Period period) {
    ScopeSums found = of(budget.scope());
    Sum ever = found.ever();
    return budget.per() == Per.EVER && ever != null
        ? ever
        : found.between(period.first(), period.next());
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
