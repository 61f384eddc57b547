package dev.byok.serve.listen;

import java.util.function.LongSupplier;

/**
 * What all connections of a listener share.
 *
 * @param clock nanoseconds, as those of {@link System#nanoTime}
 * @param open the connections that are served, and those {@code turnedAway} that are told so
 */
record Service(
    Handler handler,
    Problems problems,
    Limits limits,
    LongSupplier clock,
    BodyRoom room,
    Connections open,
    Connections turnedAway) {
  /** Without an end, connections that are turned away could be as many as they like. */
  private static final int MOST_TURNED_AWAY = 64;

  static Service of(Handler handler, Problems problems, Limits limits, LongSupplier clock) {
    return new Service(
        handler,
        problems,
        limits,
        clock,
        new BodyRoom(limits.allBodyBytes(), limits.turn()),
        new Connections(limits.connections()),
        new Connections(MOST_TURNED_AWAY));
  }

  void ended(Connection connection) {
    open.remove(connection);
    turnedAway.remove(connection);
  }
}
