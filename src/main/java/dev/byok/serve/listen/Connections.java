package dev.byok.serve.listen;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The connections that are open, up to a limit. */
final class Connections {
  private final Set<Connection> open = new HashSet<>();
  private final int most;

  Connections(int most) {
    this.most = most;
  }

  /** Adds one; returns false if there are too many. */
  synchronized boolean add(Connection connection) {
    if (open.size() >= most) {
      return false;
    }
    open.add(connection);
    notifyAll();
    return true;
  }

  synchronized void remove(Connection connection) {
    open.remove(connection);
    notifyAll();
  }

  synchronized List<Connection> all() {
    return List.copyOf(open);
  }

  /** Waits until there is one. */
  synchronized void awaitAny() throws InterruptedException {
    while (open.isEmpty()) {
      wait();
    }
  }

  /** Waits until there is none; returns whether that was in time. */
  synchronized boolean awaitNone(Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!open.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
