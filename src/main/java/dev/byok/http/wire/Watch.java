package dev.byok.http.wire;

import dev.byok.process.Timer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection when its time is over. A socket's own time-out covers only single reads: each
 * byte restarts it, and it does not cover writing at all.
 */
public final class Watch implements AutoCloseable, Runnable {
  private final Closeable connection;
  private Timer.@Nullable Alarm alarm;
  private boolean done;
  private boolean fired;
  private long end;

  /** Makes a watch that does nothing until started. */
  public Watch(Closeable connection) {
    this.connection = connection;
  }

  /** Gives the connection this much time from now, whatever was set before. */
  public synchronized void start(Duration within) {
    stop();
    if (!done) {
      end = System.nanoTime() + within.toNanos();
      alarm = Timer.after(within, this);
    }
  }

  /** Removes the limit until the next start. */
  public synchronized void stop() {
    if (alarm != null) {
      alarm.close();
      alarm = null;
    }
  }

  /** Whether the connection was closed because its time was over. */
  public synchronized boolean fired() {
    return fired;
  }

  @Override
  public synchronized void close() {
    done = true;
    stop();
  }

  /** Closes the connection if its time is over; for the timer only. */
  @Override
  public void run() {
    if (!isOver()) {
      return;
    }
    try {
      connection.close();
    } catch (IOException broken) {
      // Nothing can still wait for this connection.
      close();
    }
  }

  /**
   * Whether the time is over. An alarm may go off at the moment when it is stopped or postponed.
   */
  private synchronized boolean isOver() {
    fired |= alarm != null && System.nanoTime() - end >= 0;
    return fired;
  }
}
