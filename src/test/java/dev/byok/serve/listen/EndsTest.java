package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.serve.listen.RawClient.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how answers, connections and the listener end. */
@Timeout(60)
final class EndsTest {
  private static final String GET = "GET / HTTP/1.1\r\n\r\n";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private static Handler cutting(long length) {
    return (request, answer) -> {
      answer.head(200, List.of(), length);
      answer.write("abc".getBytes(StandardCharsets.US_ASCII), 0, 3);
      answer.cut();
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10})
  void a_cut_answer_is_broken_for_the_client_which_has_what_came(int length) throws IOException {
    try (Served served = Served.with(cutting(length));
        RawClient client = served.client()) {
      client.send(GET).head();
      assertEquals(length < 0 ? "3\r\nabc\r\n" : "abc", client.read(length < 0 ? 8 : 3));
      assertTrue(client.isAtEnd());
    }
    try (Served served = Served.with(cutting(length));
        RawClient client = served.client()) {
      assertThrows(EOFException.class, () -> client.ask(GET));
      assertEquals(List.of(), served.problems);
    }
  }

  /** Without a length and chunks only a reset shows that the answer is not whole. */
  @Test
  void a_cut_answer_to_an_old_client_is_reset() throws IOException {
    try (Served served = Served.with(cutting(-1));
        RawClient client = served.client()) {
      assertThrows(SocketException.class, () -> client.ask("GET / HTTP/1.0\r\n\r\n"));
    }
  }

  @Test
  void a_head_that_waits_for_its_body_goes_out_before_the_cut() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.head(200, List.of(), 10);
          answer.cut();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      assertEquals("HTTP/1.1 200 OK\nContent-Length: 10", client.send(GET).head());
      assertTrue(client.isAtEnd());
    }
  }

  @ParameterizedTest
  @CsvSource({"2, the answer is 1 bytes", "4, the answer is longer"})
  void an_answer_of_another_length_than_it_says_is_cut(int written, String problem)
      throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.head(200, List.of(), 3);
          answer.write(new byte[written], 0, written);
          answer.end();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      assertThrows(EOFException.class, () -> client.ask(GET));
      served.listener.close(LONG);
      assertEquals(1, served.problems.size());
      String message = String.valueOf(served.problems.getFirst().getMessage());
      assertTrue(message.startsWith(problem), message);
    }
  }

  @Test
  void an_answer_that_was_not_ended_is_cut() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.head(200, List.of(), -1);
          answer.write(new byte[3], 0, 3);
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      assertThrows(EOFException.class, () -> client.ask(GET));
    }
  }

  @Test
  void a_handler_that_fails_in_the_middle_cuts_its_answer() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.head(200, List.of(), -1);
          throw new IllegalStateException("fails");
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      assertThrows(EOFException.class, () -> client.ask(GET));
      served.listener.close(LONG);
      assertEquals(1, served.problems.size());
    }
  }

  @Test
  void a_handler_can_close_the_connection_after_its_answer() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.closeAfter();
          Served.text(answer, "ok");
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      Reply reply = client.ask(GET + GET);
      assertEquals("ok", reply.body());
      assertTrue(reply.has("connection: close"), reply.head());
      assertTrue(client.isAtEnd());
      assertEquals(1, served.handled.size());
    }
  }

  /** Answers when the test says so. */
  private void answerLater(Incoming request, Outgoing answer) throws IOException {
    answer.onGone(go::countDown);
    answer.head(200, List.of(), request.target().equals("/later") ? 2 : -1);
    begun.countDown();
    Served.await(go);
    answer.write(new byte[] {'o', 'k'}, 0, 2);
    answer.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/later"})
  void answers_under_way_end_within_the_grace(String target) throws Exception {
    try (Served served = Served.with(this::answerLater);
        RawClient idle = served.client();
        RawClient busy = served.client()) {
      idle.send("GET / HT");
      busy.send("GET " + target + " HTTP/1.1\r\n\r\n" + GET);
      Served.await(begun);
      Thread closing = Thread.startVirtualThread(() -> served.listener.close(LONG));
      assertTrue(idle.isAtEnd());
      assertThrows(ConnectException.class, () -> served.client().close());
      go.countDown();
      assertEquals("ok", busy.reply().body());
      assertTrue(busy.isAtEnd());
      closing.join();
      assertEquals(List.of("GET " + target), served.handled);
      assertEquals(List.of(), served.problems);
    }
  }

  @Test
  void answers_that_begin_after_the_stop_say_that_the_connection_ends() throws Exception {
    Handler handler =
        (request, answer) -> {
          begun.countDown();
          Served.await(go);
          Served.text(answer, "ok");
        };
    try (Served served = Served.with(handler);
        RawClient idle = served.client();
        RawClient busy = served.client()) {
      busy.send(GET);
      Served.await(begun);
      Thread closing = Thread.startVirtualThread(() -> served.listener.close(LONG));
      assertTrue(idle.isAtEnd());
      go.countDown();
      assertTrue(busy.reply().has("connection: close"));
      closing.join();
    }
  }

  @Test
  void after_the_grace_answers_are_cut_and_their_handlers_told() throws IOException {
    try (Served served = Served.with(this::answerLater);
        RawClient client = served.client()) {
      client.send(GET);
      Served.await(begun);
      served.listener.close(Duration.ofMillis(1));
      assertEquals(0, go.getCount());
      assertThrows(IOException.class, client::reply);
      assertEquals(List.of(), served.problems);
    }
  }

  @Test
  void a_handler_that_hangs_does_not_hold_up_the_end() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          begun.countDown();
          Served.await(never);
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.send(GET);
      Served.await(begun);
      served.listener.close();
      assertTrue(client.isAtEnd());
      never.countDown();
    }
  }

  @Test
  void closing_twice_is_closing_once() throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      assertEquals(200, client.ask(GET).status());
      served.listener.close();
      served.listener.close();
      assertTrue(client.isAtEnd());
    }
  }
}
