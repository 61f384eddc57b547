package dev.byok.http.wire;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Closes a connection when a time is over. A socket's own time-out covers single reads only: one
 * byte at a time starts it anew, and it does not cover writing at all.
 */
public final class Watch implements AutoCloseable {
  /** A wait this much longer than asked for: the whole process was stopped, or the machine. */
  private static final Duration STOPPED = Duration.ofSeconds(1);

  private final Closeable connection;
  private boolean armed;
  private boolean done;
  private boolean fired;
  private long end;

  /** A watch that does nothing before it is started. */
  public Watch(Closeable connection) {
    this.connection = connection;
    Thread.ofPlatform().daemon().name("byok-watch").start(this::watch);
  }

  /** From now on the connection has this long, whatever was said before. */
  public synchronized void start(Duration within) {
    long before = end;
    end = System.nanoTime() + within.toNanos();
    // Whoever waits for an earlier end looks again by itself.
    if (!armed || end < before) {
      armed = true;
      notifyAll();
    }
  }

  /** The connection has all the time in the world, until the next start. */
  public synchronized void stop() {
    armed = false;
  }

  /** Whether the connection is gone because its time was over. */
  public synchronized boolean fired() {
    return fired;
  }

  @Override
  public synchronized void close() {
    done = true;
    notifyAll();
  }

  private void watch() {
    try {
      if (isOver()) {
        connection.close();
      }
    } catch (InterruptedException | IOException over) {
      // It is broken or nobody waits for it any more: either way there is nothing left to end.
      close();
    }
  }

  /**
   * Waits until the time is over, or the watch is closed. After a stop of the process what came
   * meanwhile is still to be read, which takes its reader a moment.
   */
  private synchronized boolean isOver() throws InterruptedException {
    while (!done && !fired) {
      long left = end - System.nanoTime();
      if (!armed) {
        wait();
      } else if (left > 0) {
        wait(left / 1_000_000 + 1);
        long now = System.nanoTime();
        if (now - end > STOPPED.toNanos()) {
          end = now + STOPPED.toNanos();
        }
      } else {
        fired = true;
      }
    }
    return fired;
  }
}
