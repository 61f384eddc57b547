package dev.byok.exchange;

import dev.byok.failure.Bugs;
import dev.byok.failure.Failure;
import dev.byok.ledger.Appended;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.process.AtExit;
import dev.byok.text.Plural;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records orders in groups, from a thread of its own, for a process that runs many at once: no
 * answer waits for the disk. A group is one write, at most 20 ms after its first entry, which
 * another thread then forces to the disk. Entries that the ledger does not take stay in memory and
 * are tried again; the failure is reported once, and so is its end. When the process ends, by a
 * signal too, what was added is written first.
 */
public final class LedgerGroups implements Recorder, AutoCloseable {
  /** How many entries other processes may have written since a write failed. */
  private static final int OF_OTHERS = 1_000;

  private final LedgerWriter writer;
  private final Waiting waiting = new Waiting();
  private final Forcing forcing;
  private @Nullable Thread thread;
  private AtExit.@Nullable Deed atExit;
  private @Nullable Failure reported;
  private @Nullable Failure unrecorded;
  private boolean diskFailed;

  /** Writes by this writer. */
  public LedgerGroups(LedgerWriter writer) {
    this.writer = writer;
    forcing = new Forcing(writer, this::unforced);
  }

  /** Returns at once, unless the process is ending or the disk cannot keep up. */
  @Override
  public @Nullable Failure add(Entry entry) {
    start();
    if (!waiting.add(entry)) {
      return writer.add(entry);
    }
    // Asked after the entry is there: whoever ends the process has seen it, or this thread waits.
    if (AtExit.isEnding()) {
      finish();
    }
    return null;
  }

  @Override
  public void settle() {
    Failure failure = waiting.settle();
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Writes what was added, and ends. Later entries are written by the thread that adds them. What
   * the ledger does not take even now is reported.
   */
  @Override
  public void close() {
    if (waiting.end()) {
      Thread running = running();
      if (running != null) {
        join(running);
      }
      forcing.end();
      long lost = waiting.lost();
      if (lost > 0) {
        writer
            .notices()
            .notice(Plural.of(lost, "request is", "requests are") + " not in the ledger");
      }
    }
  }

  /** Returns the failure because of which entries were lost and that a script must notice. */
  public synchronized @Nullable Failure unrecorded() {
    return unrecorded;
  }

  /** Waits until everything that was added is on the disk, as far as the ledger takes it. */
  private void finish() {
    waiting.settle();
    forcing.settle();
  }

  private synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("ledger").unstarted(this::run);
      try {
        atExit = AtExit.add("ledger", this::finish);
      } catch (IllegalStateException ending) {
        // Every entry is now waited for.
      }
      thread.start();
    }
  }

  private synchronized @Nullable Thread running() {
    return thread;
  }

  private void run() {
    try {
      for (List<Entry> group = waiting.next(); !group.isEmpty(); group = waiting.next()) {
        write(group);
      }
    } finally {
      waiting.over();
      synchronized (this) {
        if (atExit != null) {
          atExit.close();
        }
      }
    }
  }

  private void write(List<Entry> group) {
    try {
      List<Entry> left = group;
      if (waiting.isDoubtful()) {
        // A write that failed may have reached the disk, in part or as a whole.
        left = waiting.without(writer.lastIds(group.size() + OF_OTHERS));
      }
      Appended done = left.isEmpty() ? new Appended(0, 0, null) : writer.write(left);
      recovered();
      waiting.written(done.entries());
      forcing.written(done.unforced());
    } catch (Failure unwritten) {
      if (Ledger.isTooLong(unwritten)) {
        writer.notices().failure(unwritten);
        waiting.drop();
      } else {
        failed(unwritten);
      }
    } catch (OutOfMemoryError crowded) {
      failed(Bugs.failure(crowded));
    } catch (RuntimeException bug) {
      // The entry must not keep all others out.
      writer.notices().failure(Bugs.failure(bug));
      waiting.drop();
    }
  }

  private void failed(Failure unwritten) {
    boolean first;
    synchronized (this) {
      first = reported == null;
      reported = unwritten;
      unrecorded = LedgerWriter.isLasting(unwritten) ? unwritten : null;
    }
    if (first) {
      Failure told = unwritten.detail("the entries wait in memory; byok tries again each second");
      writer.notices().failure(told);
    }
    waiting.failed(unwritten);
  }

  /** Reports once that the disk has failed. What it has not taken cannot be written again. */
  private void unforced(Failure failed) {
    synchronized (this) {
      if (diskFailed) {
        return;
      }
      diskFailed = true;
    }
    writer.notices().failure(failed);
  }

  private void recovered() {
    synchronized (this) {
      if (reported == null) {
        return;
      }
      reported = null;
      unrecorded = null;
    }
    writer.notices().notice("the ledger can be written again");
  }

  private static void join(Thread running) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        running.join();
        ended = true;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
