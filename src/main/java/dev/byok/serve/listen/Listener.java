package dev.byok.serve.listen;

import dev.byok.failure.Failure;
import dev.byok.serve.listen.bind.Address;
import dev.byok.serve.listen.bind.Bound;
import java.io.IOException;
import java.net.StandardSocketOptions;
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
  public static Listener open(Address address, Limits limits, Handler handler, Problems problems) {
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
    for (Connection each : service.open().all()) {
      each.stop();
    }
    try {
      service.open().awaitNone(grace);
      cutAll();
      service.open().awaitNone(AFTER_CUT);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      cutAll();
    }
  }

  private void cutAll() {
    for (Connection each : service.open().all()) {
      each.breakOff(true);
    }
    for (Connection each : service.turnedAway().all()) {
      each.breakOff(true);
    }
  }

  private void accept(ServerSocketChannel channel) {
    boolean failing = false;
    while (!closed) {
      try {
        begin(channel.accept());
        failing = false;
      } catch (IOException failed) {
        if (!failing && !closed) {
          service.problems().problem("a connection could not be accepted", failed);
        }
        failing = true;
        pause(AFTER_FAILURE);
      }
    }
  }

  private void begin(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    Connection connection = new Connection(channel, service);
    if (service.open().add(connection)) {
      Thread.startVirtualThread(connection::run);
    } else if (service.turnedAway().add(connection)) {
      Thread.startVirtualThread(connection::turnAway);
    } else {
      connection.breakOff(true);
    }
    if (closed) {
      connection.stop();
    }
  }

  private void watchTimes() {
    Duration tick = tick(service.limits());
    try {
      while (!closed || !service.open().all().isEmpty()) {
        service.open().awaitAny();
        Thread.sleep(tick);
        checkTimes();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends every wait whose time is over. */
  void checkTimes() {
    for (Connection each : service.open().all()) {
      each.checkTime();
    }
    for (Connection each : service.turnedAway().all()) {
      each.checkTime();
    }
  }

  private static Duration tick(Limits limits) {
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
