package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a client that leaves is noticed, although nothing is written to it. */
@Timeout(60)
final class GoneClientsTest {
  private static final String GET = "GET / HTTP/1.1\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab";

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Object> seen = new CopyOnWriteArrayList<>();

  /** Waits for the client to leave, and writes nothing. */
  private final class Silent implements Handler {
    private final boolean afterHead;

    private Silent(boolean afterHead) {
      this.afterHead = afterHead;
    }

    @Override
    public void handle(Incoming request, Outgoing answer) throws IOException {
      Thread own = Thread.currentThread();
      answer.onGone(() -> {
        seen.add(Thread.currentThread().equals(own) ? "own thread" : "another thread");
        gone.countDown();
      });
      request.body(100);
      if (afterHead) {
        answer.head(200, List.of(), -1);
      }
      begun.countDown();
      try {
        Served.await(gone);
        seen.add(
            assertThrows(
                    ClientLeftException.class,
                    () -> {
                      if (!afterHead) {
                        answer.head(200, List.of(), 2);
                      }
                      answer.write(new byte[2], 0, 2);
                    })
                .getMessage());
      } finally {
        over.countDown();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false, close", "false, reset", "false, half", "true, close", "true, reset"})
  void a_client_that_leaves_a_silent_handler_is_noticed(boolean afterHead, String how)
      throws IOException {
    try (Served served = Served.with(new Silent(afterHead));
        RawClient client = served.client()) {
      client.send(POST);
      Served.await(begun);
      leave(client, how);
      Served.await(over);
      assertEquals(List.of("another thread", "the client has left"), seen);
      assertEquals(List.of(), served.problems);
    }
  }

  private static void leave(RawClient client, String how) throws IOException {
    switch (how) {
      case "reset" -> client.reset();
      case "half" -> client.endInput();
      default -> client.leave();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /next HTTP/1.1\r\n\r\n", "GET /half"})
  void also_behind_bytes_of_the_next_request(String more) throws IOException {
    try (Served served = Served.with(new Silent(false));
        RawClient client = served.client()) {
      client.send(POST + more);
      Served.await(begun);
      client.leave();
      Served.await(over);
      assertEquals(List.of("POST /"), served.handled);
    }
  }

  @Test
  void also_behind_more_than_is_kept() throws IOException {
    try (Served served = Served.with(new Silent(false));
        RawClient client = served.client()) {
      client.send(POST);
      Served.await(begun);
      client.send("x".repeat(5_000_000));
      client.leave();
      Served.await(over);
      assertEquals(List.of("another thread", "the client has left"), seen);
    }
  }

  /** What is dropped could be a request, so none can follow. */
  @Test
  void a_connection_on_which_too_much_was_sent_ahead_ends() throws IOException {
    CountDownLatch sent = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          answer.onGone(gone::countDown);
          Served.await(sent);
          Served.text(answer, "ok");
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.send(GET + "GET /x HTTP/1.1\r\nX: " + "x".repeat(5_000_000) + "\r\n\r\n" + GET);
      sent.countDown();
      assertEquals("ok", client.reply().body());
      client.endInput();
      assertTrue(client.isAtEnd());
      assertEquals(List.of("GET /"), served.handled);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "reset", "half"})
  void a_client_that_leaves_with_its_body_half_sent_ends_the_request(String how)
      throws IOException {
    for (String half :
        List.of(
            "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\na",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n")) {
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch called = new CountDownLatch(1);
      Handler handler =
          (request, answer) -> {
            answer.onGone(called::countDown);
            reading.countDown();
            try {
              request.body(100);
            } catch (ClientLeftException left) {
              seen.add(String.valueOf(left.getMessage()));
              throw left;
            }
          };
      try (Served served = Served.with(handler);
          RawClient client = served.client()) {
        client.send(half);
        Served.await(reading);
        leave(client, how);
        Served.await(called);
        served.listener.close(Duration.ofSeconds(20));
        assertEquals("the client left before its body was whole", seen.getLast());
        assertEquals(List.of(), served.problems);
      }
    }
  }

  /** The client closes as soon as it has the last byte, which the handler cannot know then. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void a_client_that_has_the_whole_answer_has_not_left(int length) throws Exception {
    AtomicInteger left = new AtomicInteger();
    Handler handler =
        (request, answer) -> {
          answer.onGone(left::incrementAndGet);
          answer.head(200, List.of(), length);
          answer.write(new byte[2], 0, 2);
          answer.end();
        };
    try (Served served = Served.with(handler)) {
      for (int i = 0; i < 200; i++) {
        try (RawClient client = served.client()) {
          assertEquals(2, client.ask(GET).body().length());
        }
      }
      served.listener.close(Duration.ofSeconds(20));
      assertEquals(0, left.get());
      assertEquals(List.of(), served.problems);
    }
  }

  /** The second handler asks to be told when the client was seen to leave before. */
  @Test
  void a_client_that_left_early_is_noticed_by_the_next_handler() throws IOException {
    CountDownLatch firstIsDone = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          if (request.target().equals("/first")) {
            answer.onGone(() -> seen.add("first"));
            Served.await(firstIsDone);
            Served.text(answer, "ok");
          } else {
            begun.countDown();
            Served.await(over);
            answer.onGone(gone::countDown);
            Served.await(gone);
          }
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.send("GET /first HTTP/1.1\r\n\r\nGET /second HTTP/1.1\r\n\r\n");
      firstIsDone.countDown();
      Served.await(begun);
      client.leave();
      over.countDown();
      Served.await(gone);
      assertFalse(seen.contains("first"));
    }
  }

  @Test
  void a_handler_that_cuts_its_answer_is_not_told_of_the_end() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.onGone(() -> seen.add("gone"));
          answer.head(200, List.of(), -1);
          answer.cut();
          over.countDown();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.send(GET);
      Served.await(over);
      client.head();
      assertTrue(client.isAtEnd());
      served.listener.close(Duration.ofSeconds(20));
      assertEquals(List.of(), seen);
    }
  }

  @Test
  void a_callback_that_fails_is_reported() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.onGone(() -> {
            gone.countDown();
            throw new IllegalStateException("fails");
          });
          begun.countDown();
          Served.await(gone);
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.send(GET);
      Served.await(begun);
      client.leave();
      Served.await(gone);
      served.listener.close(Duration.ofSeconds(20));
      assertEquals(List.of("fails"), served.problems.stream().map(Throwable::getMessage).toList());
    }
  }
}
