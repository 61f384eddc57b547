package dev.byok.serve.listen;

import dev.byok.serve.listen.Incoming.Field;
import dev.byok.serve.listen.Patience.Wait;
import dev.byok.serve.listen.bind.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A listener on a free port, its limits, and what it handled and reported. */
final class Served implements AutoCloseable {
  final List<String> handled = new CopyOnWriteArrayList<>();
  final List<Throwable> problems = new CopyOnWriteArrayList<>();
  final Listener listener;

  private final Service service;

  /** The listener's time; it stands still until a test moves it. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  private Served(Ceilings limits, Handler handler) {
    Handler counted =
        (request, answer) -> {
          handled.add(request.method() + " " + request.target());
          handler.handle(request, answer);
        };
    service = Service.of(counted, (what, cause) -> problems.add(cause), limits, clock::get);
    listener = Listener.open(new Address.Port(0, false), service);
  }

  static Served with(Handler handler) {
    return new Served(new SomeLimits().build(), handler);
  }

  static Served with(Ceilings limits, Handler handler) {
    return new Served(limits, handler);
  }

  /** Answers with the method, the target and the body. */
  static Served echo() {
    return with(Served::echo);
  }

  static void echo(Incoming request, Outgoing answer) throws IOException {
    String body = new String(request.body(Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);
    text(answer, request.method() + " " + request.target() + " [" + body + "]");
  }

  static void text(Outgoing answer, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    answer.head(200, List.of(new Field("Content-Type", "text/plain")), bytes.length);
    answer.write(bytes, 0, bytes.length);
    answer.end();
  }

  /** Lets time pass, and has the listener look at it. */
  void pass(Duration time) {
    clock.addAndGet(time.toNanos());
    listener.checkTimes();
  }

  /** Waits until so many connections wait for this and have this time left. */
  void await(Wait what, Duration left, int count) throws InterruptedException {
    for (int tries = 0; waiting(what, left) != count; tries++) {
      if (tries == 20_000) {
        throw new AssertionError(waiting(what, left) + " wait for " + what + ", not " + count);
      }
      Thread.sleep(1);
    }
  }

  /** Waits until there are no connections. */
  void awaitNone() throws InterruptedException {
    for (int tries = 0; !service.connections().all().isEmpty(); tries++) {
      if (tries == 20_000) {
        throw new AssertionError(service.connections().all().size() + " connections are left");
      }
      Thread.sleep(1);
    }
  }

  private long waiting(Wait what, Duration left) {
    return service.connections().all().stream()
        .filter(each -> each.patience().isWaiting(what, left))
        .count();
  }

  /** Waits, on a handler's thread, for what a test does. */
  static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IOException("it did not happen");
      }
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  RawClient client() throws IOException {
    return RawClient.of(listener);
  }

  /** Opens connections that all send the same bytes. */
  List<RawClient> clients(int count, String bytes) throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(client().send(bytes));
    }
    return clients;
  }

  @Override
  public void close() {
    listener.close();
  }
}
