package dev.byok.ledger.budget;

import dev.byok.config.LockFile;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.Mark;
import dev.byok.ledger.Reached;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the totals up to date: from those of the file as far as they can be relied on, else from
 * the whole ledger. A long reading is done before the lock is taken, so that under it only what was
 * added meanwhile is read.
 */
final class Bookkeeping {
  /** So many bytes of the ledger are read while others wait. */
  static final long SHORT = 1024 * 1024;

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

  /** The books, open for a change; whoever has them closes them soon. */
  Books open(Instant now) {
    Books books = lockAndSum(now, null, SHORT);
    if (books == null) {
      Totals ahead = Objects.requireNonNull(sum(now, read(now), null, Long.MAX_VALUE)).settled();
      books = Objects.requireNonNull(lockAndSum(now, ahead, Long.MAX_VALUE));
    }
    return books;
  }

  /** The books as they stand, to be read alone. */
  Books look(Instant now) {
    // First what is held, then what is spent: an entry that is added in between settles the other.
    TotalsJson.Content stored = read(now);
    Summed summed = Objects.requireNonNull(sum(now, stored, null, Long.MAX_VALUE));
    return books(now, stored, summed, null);
  }

  /** Totals, and the same with what stands behind a mark that cannot be moved yet. */
  private record Summed(Totals settled, Totals spent) {}

  private @Nullable Books lockAndSum(Instant now, @Nullable Totals ahead, long most) {
    LockFile lock = ledger.lock();
    Books books = null;
    try {
      TotalsJson.Content stored = read(now);
      Summed summed = sum(now, stored, ahead, most);
      books = summed == null ? null : books(now, stored, summed, lock);
      return books;
    } finally {
      if (books == null) {
        Books.giveBack(lock);
      }
    }
  }

  /** Null when more bytes than these would have to be read. */
  private @Nullable Summed sum(
      Instant now, TotalsJson.@Nullable Content stored, @Nullable Totals ahead, long most) {
    long size = ledger.file().toFile().length();
    for (Totals start : starts(now, stored, ahead)) {
      if (size - start.mark().offset() > most) {
        return null;
      }
      Summed summed = readOn(start, now);
      if (summed != null) {
        return summed;
      }
    }
    throw new IllegalStateException("every ledger can be read from its start");
  }

  /** Where the reading may begin, the best first; the last one fits every ledger. */
  private List<Totals> starts(
      Instant now, TotalsJson.@Nullable Content stored, @Nullable Totals ahead) {
    Window needed = Window.needed(now, zone);
    List<Totals> starts = new ArrayList<>(3);
    if (stored != null
        && stored.totals().window().covers(needed)
        && stored.totals().scopes().containsAll(scopes)) {
      starts.add(stored.totals());
    }
    if (ahead != null) {
      boolean further =
          !starts.isEmpty() && ahead.mark().offset() > starts.get(0).mark().offset() + SHORT;
      starts.add(further ? 0 : starts.size(), ahead);
    }
    starts.add(new Totals(needed.forAYear(), Mark.START, scopes, recentSince(now)));
    return starts;
  }

  private @Nullable Summed readOn(Totals start, Instant now) {
    Totals added = new Totals(start.window(), start.mark(), scopes, recentSince(now));
    Reached reached = ledger.readAfter(start.mark(), added);
    if (reached == null) {
      return null;
    }
    Window window = start.window().startingWith(Window.needed(now, zone));
    Totals spent = start.copy(reached.mark(), window, scopes);
    spent.addAll(added);
    return new Summed(reached.settled() ? spent : start.copy(start.mark(), window, scopes), spent);
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

  /** Entries from before cannot be those of reservations that still hold. */
  private static long recentSince(Instant now) {
    return now.minus(Reservation.LONGEST).toEpochMilli();
  }
}
