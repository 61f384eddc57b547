package dev.byok.serve.listen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The connections that are there: those that are served, and those that are too many. */
final class Connections {
  /** What becomes of a new connection. */
  enum Admission {
    SERVED,
    /** It is told that there are too many. */
    TURNED_AWAY,
    /** Even of those that are told so there are too many. */
    DROPPED
  }

  private static final int MOST_TURNED_AWAY = 64;

  private final Set<Connection> served = new HashSet<>();
  private final Set<Connection> turnedAway = new HashSet<>();
  private final int most;
  private boolean over;

  Connections(int most) {
    this.most = most;
  }

  synchronized Admission admit(Connection connection) {
    if (served.size() < most) {
      served.add(connection);
      notifyAll();
      return Admission.SERVED;
    }
    if (turnedAway.size() < MOST_TURNED_AWAY) {
      turnedAway.add(connection);
      return Admission.TURNED_AWAY;
    }
    return Admission.DROPPED;
  }

  synchronized void remove(Connection connection) {
    served.remove(connection);
    turnedAway.remove(connection);
    notifyAll();
  }

  synchronized List<Connection> all() {
    List<Connection> all = new ArrayList<>(served);
    all.addAll(turnedAway);
    return all;
  }

  /** Waits until there is one; returns false if there will be none. */
  synchronized boolean awaitAny() throws InterruptedException {
    while (!over && isEmpty()) {
      wait();
    }
    return !isEmpty();
  }

  /** No other connection is accepted. */
  synchronized void endAccepting() {
    over = true;
    notifyAll();
  }

  /** Waits until none is served. */
  synchronized void awaitNone(Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    for (long left = within.toNanos(); left > 0 && !served.isEmpty(); ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  private boolean isEmpty() {
    return served.isEmpty() && turnedAway.isEmpty();
  }
}
