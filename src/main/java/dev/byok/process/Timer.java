package dev.byok.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does things when their time is over, all on one thread, which begins with the first of them. They
 * take no time themselves, such as closing a connection: the others wait for them.
 */
public final class Timer implements Runnable {
  private static final Timer PROCESS = new Timer();

  /** A wait this much longer than asked for: the whole process was stopped, or the machine. */
  private static final long STOPPED = Duration.ofSeconds(1).toNanos();

  private final List<Alarm> alarms = new ArrayList<>();
  private boolean runs;

  private Timer() {}

  /**
   * Does this after so long, unless the alarm is closed before. After a stop of the process
   * whatever was due meanwhile gets another second: what came meanwhile is still to be read, which
   * takes its reader a moment.
   */
  public static Alarm after(Duration within, Runnable what) {
    Alarm alarm = new Alarm(System.nanoTime() + within.toNanos(), what);
    PROCESS.add(alarm);
    return alarm;
  }

  /** Something that is to happen. */
  public static final class Alarm implements AutoCloseable {
    private final Runnable what;
    private long end;

    private Alarm(long end, Runnable what) {
      this.end = end;
      this.what = what;
    }

    /** It does not happen; without effect when it has begun. */
    @Override
    public void close() {
      PROCESS.remove(this);
    }
  }

  /** The thread's work, which is for the timer alone to start. */
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
      // Without a builder or a lambda: this is on the way of every prompt.
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

  /** After something threw, the next alarm starts another thread. */
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
