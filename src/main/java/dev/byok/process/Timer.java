package dev.byok.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs actions when their time has come, all on one thread, which starts with the first of them.
 * Each must be quick, such as closing a connection, since the others wait for it.
 */
public final class Timer implements Runnable {
  private static final Timer PROCESS = new Timer();

  /** If a wait takes this much longer than asked for, the process or the machine was stopped. */
  private static final long STOPPED = Duration.ofSeconds(1).toNanos();

  private final List<Alarm> alarms = new ArrayList<>();
  private boolean runs;

  private Timer() {}

  /**
   * Runs an action after this time, unless the alarm is closed first. After a stop of the process,
   * what was due meanwhile gets another second: readers need a moment for data that came meanwhile.
   */
  public static Alarm after(Duration within, Runnable what) {
    Alarm alarm = new Alarm(System.nanoTime() + within.toNanos(), what);
    PROCESS.add(alarm);
    return alarm;
  }

  /** An action that is due at some time. */
  public static final class Alarm implements AutoCloseable {
    private final Runnable what;
    private long end;

    private Alarm(long end, Runnable what) {
      this.end = end;
      this.what = what;
    }

    /** Cancels the action; has no effect once the action has begun. */
    @Override
    public void close() {
      PROCESS.remove(this);
    }
  }

  /** Does the thread's work; only the timer itself may call it. */
  @Override
  public void run() {
    try {
      while (true) {
        next().what.run();
      }
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    } finally {
      ended();
    }
  }

  private synchronized void add(Alarm alarm) {
    if (!runs) {
      runs = true;
      // No builder and no lambda: every prompt passes here.
      Thread thread = new Thread(this, "byok-timer");
      thread.setDaemon(true);
      thread.start();
    }
    alarms.add(alarm);
    if (earliest() == alarm) {
      notifyAll();
    }
  }

  private synchronized void remove(Alarm alarm) {
    alarms.remove(alarm);
  }

  /** After an action threw, the next alarm starts another thread. */
  private synchronized void ended() {
    runs = false;
  }

  private synchronized Alarm next() throws InterruptedException {
    while (true) {
      Alarm first = earliest();
      if (first == null) {
        wait();
        continue;
      }
      long left = first.end - System.nanoTime();
      if (left <= 0) {
        alarms.remove(first);
        return first;
      }
      wait(left / 1_000_000 + 1);
      if (System.nanoTime() - first.end > STOPPED) {
        postpone(System.nanoTime() + STOPPED);
      }
    }
  }

  private void postpone(long earliest) {
    for (Alarm alarm : alarms) {
      if (alarm.end - earliest < 0) {
        alarm.end = earliest;
      }
    }
  }

  private @Nullable Alarm earliest() {
    Alarm first = null;
    for (Alarm alarm : alarms) {
      if (first == null || alarm.end - first.end < 0) {
        first = alarm;
      }
    }
    return first;
  }
}
