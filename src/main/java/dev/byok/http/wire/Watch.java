package dev.byok.http.wire;

import dev.byok.process.Timer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection when a time is over. A socket's own time-out covers single reads only: one
 * byte at a time starts it anew, and it does not cover writing at all.
 */
public final class Watch implements AutoCloseable, Runnable {
  private final Closeable connection;
  private Timer.@Nullable Alarm alarm;
  private boolean done;
  private boolean fired;
  private long end;

  /** A watch that does nothing before it is started. */
  public Watch(Closeable connection) {
    this.connection = connection;
  }

  /** From now on the connection has this long, whatever was said before. */
  public synchronized void start(Duration within) {
    stop();
    if (!done) {
      end = System.nanoTime() + within.toNanos();
      alarm = Timer.after(within, this);
    }
  }

  /** The connection has all the time in the world, until the next start. */
  public synchronized void stop() {
    if (alarm != null) {
      alarm.close();
      alarm = null;
    }
  }

  /** Whether the connection is gone because its time was over. */
  public synchronized boolean fired() {
    return fired;
  }

  @Override
  public synchronized void close() {
    done = true;
    stop();
  }

  /** The time is over: for the timer alone to say. */
  @Override
  public void run() {
    if (!isOver()) {
      return;
    }
    try {
      connection.close();
    } catch (IOException broken) {
      // Nobody can wait for it any more: there is nothing left to end.
      close();
    }
  }

  /** An alarm that has just gone off may be one that was stopped, or put off, at that moment. */
  private synchronized boolean isOver() {
    fired |= alarm != null && System.nanoTime() - end >= 0;
    return fired;
  }
}
