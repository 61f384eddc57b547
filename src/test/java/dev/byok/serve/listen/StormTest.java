package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.testing.LongForm;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that clients that do whatever they like leave nothing and disturb nobody. */
@Timeout(600)
final class StormTest {
  private static final int CLIENTS = 24;
  private static final int ROUNDS = LongForm.of(60, 5_000);

  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  private void handle(Incoming request, Outgoing answer) throws IOException {
    open.incrementAndGet();
    try {
      if (request.target().contains("watched")) {
        answer.onGone(() -> {});
      }
      if (request.target().contains("unread")) {
        Served.text(answer, request.method() + " " + request.target() + " []");
      } else {
        Served.echo(request, answer);
      }
    } finally {
      open.decrementAndGet();
    }
  }

  @Test
  void nothing_is_left_of_a_storm() throws Exception {
    try (Served served = Served.with(this::handle)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(i);
        threads.add(Thread.ofPlatform().start(() -> client(served, random)));
      }
      for (Thread each : threads) {
        each.join();
      }
      assertEquals(List.of(), wrong);
      assertEquals(List.of(), served.problems);
      served.awaitNone();
      assertEquals(0, open.get());
      try (RawClient last = served.client()) {
        assertEquals("GET / []", last.ask("GET / HTTP/1.1\r\n\r\n").body());
      }
    }
  }

  private void client(Served served, Random random) {
    for (int round = 0; round < ROUNDS; round++) {
      try (RawClient client = served.client()) {
        if (random.nextInt(3) == 0) {
          misbehave(client, random);
        } else {
          behave(client, random);
        }
      } catch (IOException | RuntimeException failed) {
        wrong.add(failed.toString());
      }
    }
  }

  /** Sends requests, fewer than are kept ahead, in pieces of any length, and reads the answers. */
  private void behave(RawClient client, Random random) throws IOException {
    StringBuilder requests = new StringBuilder();
    List<String> answers = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      request(requests, answers, random);
    }
    for (int at = 0; at < requests.length(); ) {
      int end = Math.min(requests.length(), at + 1 + random.nextInt(5000));
      client.send(requests.substring(at, end));
      at = end;
    }
    for (String answer : answers) {
      String body = client.reply().body();
      if (!body.equals(answer)) {
        wrong.add(body + " instead of " + answer);
      }
    }
  }

  private static void request(StringBuilder requests, List<String> answers, Random random) {
    String target = "/" + random.nextInt(1000) + (random.nextBoolean() ? "/watched" : "");
    String body = "b".repeat(random.nextInt(10) == 0 ? random.nextInt(7_000) : random.nextInt(9));
    switch (random.nextInt(4)) {
      case 0 -> {
        requests.append("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        answers.add("GET " + target + " []");
      }
      case 1 -> {
        String chunk =
            body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        requests.append("POST " + target + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        requests.append(chunk + "0\r\n\r\n");
        answers.add("POST " + target + " [" + body + "]");
      }
      case 2 -> {
        requests.append("PUT /unread" + target + " HTTP/1.1\r\nContent-Length: ");
        requests.append(body.length() + "\r\n\r\n" + body);
        answers.add("PUT /unread" + target + " []");
      }
      default -> {
        requests.append("POST " + target + " HTTP/1.1\r\nContent-Length: ");
        requests.append(body.length() + "\r\n\r\n" + body);
        answers.add("POST " + target + " [" + body + "]");
      }
    }
  }

  /** Leaves in the middle, in one way or another, or sends what nobody understands. */
  private static void misbehave(RawClient client, Random random) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      request(requests, new ArrayList<>(), random);
    }
    if (random.nextInt(3) == 0) {
      requests.insert(random.nextInt(requests.length()), "\u0000");
    }
    try {
      client.send(requests.substring(0, random.nextInt(requests.length() + 1)));
      switch (random.nextInt(4)) {
        case 0 -> client.reset();
        case 1 -> client.endInput().rest();
        case 2 -> client.endInput();
        default -> client.leave();
      }
    } catch (SocketException broken) {
      // The listener was faster.
      client.leave();
    }
  }
}
