package dev.byok.budget;

import dev.byok.files.LockFile;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.file.Mark;
import dev.byok.ledger.file.Reached;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the totals up to date, from the totals file where it is reliable, otherwise from the whole
 * ledger. Everything is read before the lock is taken; under the lock, only what was added
 * meanwhile is read. So a long read or a slow start does not make others wait.
 */
final class Bookkeeping {
  private static final int MOST_SCOPES = 1_000;

  private final Ledger ledger;
  private final TotalsFile file;
  private final Set<Scope> scopes;
  private final ZoneId zone;
  private final Place own;

  Bookkeeping(Ledger ledger, TotalsFile file, Set<Scope> scopes, ZoneId zone, Place own) {
    this.ledger = ledger;
    this.file = file;
    this.scopes = scopes;
    this.zone = zone;
    this.own = own;
  }

  /** Opens the books for a change. The caller closes them soon. */
  Books open(Instant now) {
    BudgetTotals ahead = sum(now, read(now), null).settled();
    LockFile lock = ledger.lock();
    Books books = null;
    try {
      TotalsJson.Content stored = read(now);
      books = books(now, stored, sum(now, stored, ahead), lock);
      return books;
    } finally {
      if (books == null) {
        Books.giveBack(lock);
      }
    }
  }

  /** Returns the current books, read-only. */
  Books look(Instant now) {
    // Reservations are read before the ledger: an entry that is added in between settles its own.
    TotalsJson.Content stored = read(now);
    return books(now, stored, sum(now, stored, null), null);
  }

  /** The totals up to a mark, and those including what follows a mark that cannot move yet. */
  private record Summed(BudgetTotals settled, BudgetTotals spent) {}

  private Summed sum(
      Instant now, TotalsJson.@Nullable Content stored, @Nullable BudgetTotals ahead) {
    for (BudgetTotals start : starts(now, stored, ahead)) {
      Summed summed = readOn(start, now);
      if (summed != null) {
        return summed;
      }
    }
    throw new IllegalStateException("every ledger can be read from its start");
  }

  /** Returns the totals to start from, the best first. The last one fits every ledger. */
  private List<BudgetTotals> starts(
      Instant now, TotalsJson.@Nullable Content stored, @Nullable BudgetTotals ahead) {
    Window needed = Window.needed(now, zone);
    BudgetTotals fresh = new BudgetTotals(needed.forAYear(), Mark.START, scopes, recentSince(now));
    Set<Scope> wanted = scopes;
    List<BudgetTotals> starts = new ArrayList<>(3);
    if (stored != null && stored.totals().window().covers(needed)) {
      wanted = wanted(stored.totals(), today(now));
      for (Scope scope : wanted) {
        fresh.put(scope, new ScopeSums(scope));
        fresh.of(scope).ask(stored.totals().of(scope).asked());
      }
      if (stored.totals().scopes().containsAll(scopes)) {
        starts.add(stored.totals());
      }
    }
    if (ahead != null) {
      boolean further =
          !starts.isEmpty()
              && ahead.mark().offset() > starts.get(0).mark().offset()
              && ahead.scopes().containsAll(wanted);
      starts.add(further ? 0 : starts.size(), ahead);
    }
    starts.add(fresh);
    return starts;
  }

  /** Returns the scopes of these budgets, and those that others have asked for lately. */
  private Set<Scope> wanted(BudgetTotals totals, long today) {
    Set<Scope> wanted = new LinkedHashSet<>(scopes);
    for (Scope scope : totals.scopes()) {
      if (totals.of(scope).isWanted(today)) {
        wanted.add(scope);
      }
    }
    if (wanted.size() > MOST_SCOPES) {
      // So many are made by a program. The file must stay one that is quickly read.
      wanted.retainAll(scopes);
    }
    return wanted;
  }

  private @Nullable Summed readOn(BudgetTotals start, Instant now) {
    Set<Scope> wanted = wanted(start, today(now));
    wanted.retainAll(start.scopes());
    BudgetTotals added = new BudgetTotals(start.window(), start.mark(), wanted, recentSince(now));
    Reached reached = ledger.readAfter(start.mark(), added);
    if (reached == null) {
      return null;
    }
    for (Scope scope : scopes) {
      added.of(scope).ask(today(now));
    }
    Window window = start.window().startingWith(Window.needed(now, zone));
    BudgetTotals spent = start.copy(reached.mark(), window, wanted);
    spent.addAll(added);
    return new Summed(reached.settled() ? spent : start.copy(start.mark(), window, wanted), spent);
  }

  private long today(Instant now) {
    return LocalDate.ofInstant(now, zone).toEpochDay();
  }

  private Books books(
      Instant now, TotalsJson.@Nullable Content stored, Summed summed, @Nullable LockFile lock) {
    List<Reservation> live = new ArrayList<>();
    if (stored != null) {
      for (Reservation one : stored.reservations()) {
        if (one.isLive(now, own) && !summed.spent().recent().contains(one.id())) {
          live.add(one);
        }
      }
    }
    return new Books(file, summed.settled(), summed.spent(), live, lock);
  }

  private TotalsJson.@Nullable Content read(Instant now) {
    return file.read(recentSince(now));
  }

  /** Returns the time before which no entry can belong to a reservation that is still live. */
  private static long recentSince(Instant now) {
    return now.minus(Reservation.LONGEST).toEpochMilli();
  }
}
