package dev.byok.exchange;

import dev.byok.failure.Bugs;
import dev.byok.failure.Failure;
import dev.byok.ledger.EntryGroup;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Forces to the disk what was written to the ledger, from a thread of its own. A disk can take a
 * tenth of a second for that, and what has to wait for it meanwhile would be lost if the process
 * were killed; what is written is not.
 */
final class Forcing {
  private final LedgerWriter writer;
  private final Consumer<Failure> failures;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long written;
  private long forced;
  private boolean ending;
  private @Nullable Thread thread;

  /**
   * @param failures receives failures of the disk
   */
  Forcing(LedgerWriter writer, Consumer<Failure> failures) {
    this.writer = writer;
    this.failures = failures;
  }

  /** Takes note of bytes that were written. Waits if the disk is too far behind. */
  void written(int bytes) {
    if (bytes == 0) {
      return;
    }
    lock.lock();
    try {
      written += bytes;
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("ledger disk").start(this::run);
      }
      changed.signalAll();
      while (written - forced > EntryGroup.MOST_UNFORCED - EntryGroup.MOST) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything is on the disk that was written before, or the disk failed. */
  void settle() {
    lock.lock();
    try {
      long wanted = written;
      while (forced < wanted) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread when everything is on the disk. */
  void end() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    settle();
  }

  private void run() {
    for (long reached = next(); reached > 0; reached = next()) {
      try {
        writer.force();
      } catch (Failure failed) {
        failures.accept(failed);
      } catch (RuntimeException bug) {
        failures.accept(Bugs.failure(bug));
      }
      done(reached);
    }
  }

  /** Waits for something that is not on the disk. Returns how far it reaches, or 0 at the end. */
  private long next() {
    lock.lock();
    try {
      while (written == forced && !ending) {
        changed.awaitUninterruptibly();
      }
      return written == forced ? 0 : written;
    } finally {
      lock.unlock();
    }
  }

  private void done(long reached) {
    lock.lock();
    try {
      forced = reached;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
