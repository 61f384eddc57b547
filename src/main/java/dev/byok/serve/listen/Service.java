package dev.byok.serve.listen;

import java.util.function.LongSupplier;

/**
 * What all connections of a listener share.
 *
 * @param clock nanoseconds, as those of {@link System#nanoTime}
 */
record Service(
    Handler handler,
    Problems problems,
    Ceilings limits,
    LongSupplier clock,
    BodyRoom room,
    Connections connections) {
  static Service of(Handler handler, Problems problems, Ceilings limits, LongSupplier clock) {
    return new Service(
        handler,
        problems,
        limits,
        clock,
        new BodyRoom(limits.allBodyBytes(), limits.turn()),
        new Connections(limits.connections()));
  }
}
