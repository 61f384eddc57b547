package dev.byok.serve.listen;

import dev.byok.failure.Failure;
import dev.byok.serve.listen.bind.Address;
import dev.byok.serve.listen.bind.Bound;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections of this machine's programs and has their requests answered. Every connection
 * has a virtual thread of its own, so none that is slow or silent holds up another.
 */
public final class Listener implements AutoCloseable {
  /** When times are looked at: often enough for the shortest, and seldom enough to cost nothing. */
  private static final int LOOKS = 8;

  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(5);

  /** How long handlers have to notice that their answers were cut. */
  private static final Duration AFTER_CUT = Duration.ofSeconds(1);

  /** Accepting fails while the process has too many files open. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

  private final Bound bound;
  private final Service service;
  private volatile boolean closed;

  private Listener(Bound bound, Service service) {
    this.bound = bound;
    this.service = service;
  }

  /**
   * Listens, and answers from now on.
   *
   * @throws Failure if byok cannot listen there, see {@link Bound#to}
   */
  public static Listener open(
      Address address, Ceilings limits, Handler handler, Problems problems) {
    return open(address, Service.of(handler, problems, limits, System::nanoTime));
  }

  static Listener open(Address address, Service service) {
    Listener listener = new Listener(Bound.to(address), service);
    for (ServerSocketChannel each : listener.bound.channels()) {
      Thread.startVirtualThread(() -> listener.accept(each));
    }
    Thread.startVirtualThread(listener::watchTimes);
    return listener;
  }

  /** The port, or 0 at a Unix socket. */
  public int port() {
    return bound.port();
  }

  /** The path of the Unix socket, or null. */
  public @Nullable Path path() {
    return bound.path();
  }

  /** Closes the listener and cuts all answers. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /**
   * Accepts nothing more and closes what is idle.
   *
   * @param grace what answers that are under way have left; then they are cut
   */
  public void close(Duration grace) {
    closed = true;
    bound.close();
    service.connections().endAccepting();
    for (Connection each : service.connections().all()) {
      each.stop();
    }
    try {
      service.connections().awaitNone(grace);
      cutAll();
      service.connections().awaitNone(AFTER_CUT);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      cutAll();
    }
  }

  private void cutAll() {
    service.connections().all().forEach(each -> each.breakOff(true));
  }

  private void accept(ServerSocketChannel channel) {
    boolean failing = false;
    while (!closed) {
      Throwable problem = acceptOne(channel);
      if (problem != null && !failing && !closed) {
        service.problems().problem("a connection could not be accepted", problem);
      }
      failing = problem != null;
      if (failing) {
        pause(AFTER_FAILURE);
      }
    }
  }

  /** Returns what went wrong, or null. Nothing may end the thread that accepts. */
  private @Nullable Throwable acceptOne(ServerSocketChannel channel) {
    try {
      begin(channel.accept());
      return null;
    } catch (IOException | RuntimeException | Error failed) {
      return failed;
    }
  }

  private void begin(SocketChannel channel) {
    Connection connection = new Connection(channel, service);
    switch (service.connections().admit(connection)) {
      case SERVED -> Thread.startVirtualThread(connection::run);
      case TURNED_AWAY -> Thread.startVirtualThread(connection::turnAway);
      case DROPPED -> connection.breakOff(true);
    }
    if (closed) {
      connection.stop();
    }
  }

  private void watchTimes() {
    Duration tick = tick(service.limits());
    try {
      while (service.connections().awaitAny()) {
        Thread.sleep(tick);
        tryToCheckTimes();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing may end the thread that looks at the time. */
  private void tryToCheckTimes() {
    try {
      checkTimes();
    } catch (RuntimeException | Error bug) {
      service.problems().problem("a connection could not be ended", bug);
    }
  }

  /** Ends every wait whose time is over. */
  void checkTimes() {
    service.connections().all().forEach(Connection::checkTime);
  }

  private static Duration tick(Ceilings limits) {
    Duration shortest = LONGEST_TICK.multipliedBy(LOOKS);
    for (Duration each :
        new Duration[] {limits.head(), limits.silence(), limits.idle(), limits.farewell()}) {
      shortest = each.compareTo(shortest) < 0 ? each : shortest;
    }
    Duration tick = shortest.dividedBy(LOOKS);
    return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
