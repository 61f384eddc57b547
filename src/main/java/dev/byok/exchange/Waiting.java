package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way to the ledger, in the order in which they were added. Any thread adds; one
 * thread takes groups and says what became of them.
 */
final class Waiting {
  /** Leaves time for a busy machine: 20 ms after its first entry, a group is written. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long PAUSE_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);

  /** Some 20 MB. */
  private static final int MOST = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long added;
  private long done;
  private long lost;
  private long failures;
  private long failuresBeforeEnd;
  private long taken;
  private long due;
  private int group;
  private boolean doubtful;
  private boolean urgent;
  private boolean ending;
  private boolean over;
  private @Nullable Failure failing;

  /**
   * Adds an entry. If there is no room, waits for the writer, or loses the entry if the ledger
   * takes none.
   *
   * @return false if there is no writer any more
   */
  boolean add(Entry entry) {
    lock.lock();
    try {
      while (entries.size() >= MOST && failing == null && !over) {
        progress.awaitUninterruptibly();
      }
      if (ending || over) {
        return false;
      }
      if (entries.size() >= MOST) {
        lost++;
        return true;
      }
      if (entries.isEmpty()) {
        due = System.nanoTime() + PAUSE;
        changed.signal();
      }
      entries.add(entry);
      added++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all that was added is written. Returns null, or the failure of an attempt to do so.
   */
  @Nullable Failure settle() {
    lock.lock();
    try {
      long wanted = added;
      long before = failures;
      while (done < wanted && failures == before && !over) {
        urgent = true;
        changed.signal();
        progress.awaitUninterruptibly();
      }
      return done < wanted ? failing : null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends when all is written or cannot be. Returns false if that was asked before. */
  boolean end() {
    lock.lock();
    try {
      boolean first = !ending;
      if (first) {
        ending = true;
        failuresBeforeEnd = failures;
      }
      changed.signal();
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many entries the ledger did not take, after the end for good. */
  long lost() {
    lock.lock();
    try {
      return lost + entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a group, and returns all entries, which stay. Returns none at the end. */
  List<Entry> next() {
    lock.lock();
    try {
      while (!isDue() && !(ending && entries.isEmpty())) {
        if (entries.isEmpty()) {
          changed.awaitUninterruptibly();
        } else {
          long _ = changed.awaitNanos(due - System.nanoTime());
        }
      }
    } catch (InterruptedException early) {
      // Nobody interrupts this thread to stop it, and an early group does no harm.
    } finally {
      lock.unlock();
    }
    return take();
  }

  private List<Entry> take() {
    lock.lock();
    try {
      if (ending && failures > failuresBeforeEnd) {
        return List.of();
      }
      urgent = false;
      taken = System.nanoTime();
      group = entries.size();
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the first entries are in the ledger. */
  void written(int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        entries.removeFirst();
      }
      done += count;
      // What came during the write is younger than the group.
      due = count < group ? System.nanoTime() : taken + PAUSE;
      failing = null;
      doubtful = false;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes entries that are already in the ledger, and returns all others. */
  List<Entry> without(Set<String> ids) {
    lock.lock();
    try {
      int before = entries.size();
      entries.removeIf(entry -> ids.contains(entry.id()));
      done += before - entries.size();
      group = entries.size();
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up the first entry. */
  void drop() {
    lock.lock();
    try {
      entries.removeFirst();
      done++;
      lost++;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that an attempt failed. The next is made later, or when somebody waits for it. */
  void failed(Failure failure) {
    lock.lock();
    try {
      failing = failure;
      failures++;
      doubtful = true;
      due = System.nanoTime() + PAUSE_AFTER_FAILURE;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether an attempt failed, after which some of the entries may be in the ledger or not. */
  boolean isDoubtful() {
    lock.lock();
    try {
      return doubtful;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that no thread writes any more. */
  void over() {
    lock.lock();
    try {
      over = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue() {
    return !entries.isEmpty() && (urgent || ending || due - System.nanoTime() <= 0);
  }
}
