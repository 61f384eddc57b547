package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.serve.listen.Patience.Wait;
import dev.byok.serve.listen.RawClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that nobody takes more than the limits, in bytes, connections and time. */
@Timeout(60)
final class LimitsTest {
  private static final String GET = "GET / HTTP/1.1\r\n\r\n";
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final SomeLimits limits = new SomeLimits();

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 431", "1000000, 431"})
  void a_head_has_64_kib_at_the_most(int over, int status) throws IOException {
    String start = "GET / HTTP/1.1\r\nX: ";
    String filler = "x".repeat(64 * 1024 - start.length() - 4 + over);
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      Reply reply = client.ask(start + filler + "\r\n\r\n");
      assertEquals(status, reply.status());
      assertEquals(status == 431, reply.has("connection: close"));
    }
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "201, 431", "3000, 431"})
  void a_head_has_200_fields_at_the_most(int fields, int status) throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      String head = "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(fields) + "\r\n";
      assertEquals(status, client.ask(head).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"67108865", "9999999999999", "99999999999999999999999999999999"})
  void a_body_that_says_that_it_is_too_long_is_not_read(String length) throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      Reply reply = client.ask("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n");
      assertEquals(413, reply.status());
      assertEquals(
          "{\"error\":{\"message\":\"the body is longer than 67108864 bytes\"}}\n", reply.body());
      client.endInput();
      assertTrue(client.isAtEnd());
    }
  }

  @Test
  void a_client_that_sends_64_mib_and_one_byte_can_read_its_answer() throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 67108865\r\n\r\n");
      client.send("x".repeat(64 * 1024 * 1024 + 1));
      assertEquals(413, client.reply().status());
    }
  }

  @ParameterizedTest
  @CsvSource({"99, 200", "100, 200", "101, 413"})
  void the_handler_may_want_less(int length, int status) throws IOException {
    Handler handler = (request, answer) -> Served.text(answer, "" + request.body(100).length);
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      String body = "x".repeat(length);
      assertEquals(
          status,
          client.ask("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n" + body).status());
    }
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      String chunks = "1\r\nx\r\n".repeat(length) + "0\r\n\r\n";
      assertEquals(
          status,
          client.ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks).status());
    }
  }

  @Test
  void one_connection_too_many_is_told_so_and_closed() throws IOException {
    limits.connections = 1000;
    try (Served served = Served.with(limits.build(), Served::echo)) {
      List<RawClient> all = served.clients(1000, GET);
      for (RawClient each : all) {
        assertEquals(200, each.reply().status());
      }
      try (RawClient extra = served.client()) {
        Reply reply = extra.ask(GET);
        assertEquals(503, reply.status());
        assertTrue(reply.has("connection: close"));
        extra.endInput();
        assertTrue(extra.isAtEnd());
      }
      // Those that are there go on, and one that leaves makes room.
      assertEquals(200, all.getFirst().ask(GET).status());
      all.getFirst().endInput();
      assertTrue(all.getFirst().isAtEnd());
      try (RawClient next = served.client()) {
        assertEquals(200, next.ask(GET).status());
      }
      assertEquals(1002, served.handled.size());
      for (RawClient each : all) {
        each.close();
      }
    }
  }

  @Test
  void two_hundred_half_heads_hold_up_nobody_and_get_408() throws Exception {
    limits.head = Duration.ofSeconds(10);
    limits.idle = Duration.ofSeconds(75);
    try (Served served = Served.with(limits.build(), Served::echo);
        RawClient steady = served.client()) {
      assertEquals(200, steady.ask(GET).status());
      List<RawClient> half = served.clients(200, "POST /half HTTP/1.1\r\nHost: x\r\nContent-Le");
      assertEquals(200, steady.ask(GET).status());
      served.await(Wait.HEAD, limits.head, 200);
      served.pass(limits.head.minus(MOMENT));
      for (RawClient each : half.subList(0, 100)) {
        assertEquals("POST /half [a]", each.ask("ngth: 1\r\n\r\na").body());
      }
      served.pass(MOMENT);
      for (RawClient each : half.subList(100, 200)) {
        Reply reply = each.reply();
        assertEquals(408, reply.status());
        assertTrue(reply.has("connection: close"));
        assertTrue(each.isAtEnd());
      }
      assertEquals(200, steady.ask(GET).status());
      for (RawClient each : half) {
        each.close();
      }
    }
  }

  @Test
  void a_connection_that_asks_nothing_is_closed_without_an_answer() throws Exception {
    limits.head = Duration.ofSeconds(10);
    limits.idle = Duration.ofSeconds(75);
    try (Served served = Served.with(limits.build(), Served::echo);
        RawClient silent = served.client();
        RawClient idle = served.client()) {
      assertEquals(200, idle.ask(GET).status());
      served.await(Wait.REQUEST, limits.head, 1);
      served.await(Wait.REQUEST, limits.idle, 1);
      served.pass(limits.head);
      assertTrue(silent.isAtEnd());
      assertEquals(200, idle.ask(GET).status());
      served.await(Wait.REQUEST, limits.idle, 1);
      served.pass(limits.idle.minus(MOMENT));
      assertEquals(200, idle.ask(GET).status());
      served.await(Wait.REQUEST, limits.idle, 1);
      served.pass(limits.idle);
      assertTrue(idle.isAtEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
  void a_body_that_stops_gets_408(String framing) throws Exception {
    limits.silence = Duration.ofSeconds(30);
    limits.body = Duration.ofHours(1);
    try (Served served = Served.with(limits.build(), Served::echo);
        RawClient client = served.client()) {
      client.send("POST / HTTP/1.1\r\n" + framing + "\r\n\r\n8");
      served.await(Wait.BODY, limits.silence, 1);
      served.pass(limits.silence.minus(MOMENT));
      client.send("\r\n1");
      served.await(Wait.BODY, limits.silence, 1);
      served.pass(limits.silence);
      assertEquals(408, client.reply().status());
      assertTrue(client.isAtEnd());
      assertEquals(List.of(), served.problems);
    }
  }

  @Test
  void a_body_that_drips_for_ever_gets_408() throws Exception {
    limits.silence = Duration.ofSeconds(30);
    limits.body = Duration.ofMinutes(15);
    try (Served served = Served.with(limits.build(), Served::echo);
        RawClient client = served.client()) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
      Duration passed = Duration.ZERO;
      while (passed.compareTo(limits.body) < 0) {
        client.send("x");
        Duration left = limits.body.minus(passed);
        Duration silence = limits.silence;
        served.await(Wait.BODY, left.compareTo(silence) < 0 ? left : silence, 1);
        Duration step = Duration.ofSeconds(25);
        served.pass(step);
        passed = passed.plus(step);
      }
      assertEquals(408, client.reply().status());
    }
  }

  @Test
  void a_client_that_does_not_read_is_cut_off() throws Exception {
    limits.stall = Duration.ofMinutes(15);
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    CountDownLatch gone = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Handler endless =
        (request, answer) -> {
          answer.onGone(gone::countDown);
          answer.head(200, List.of(), -1);
          try {
            while (true) {
              answer.write(new byte[100_000], 0, 100_000);
            }
          } catch (IOException broken) {
            thrown.add(broken);
            over.countDown();
            throw broken;
          }
        };
    try (Served served = Served.with(limits.build(), endless);
        RawClient client = served.client()) {
      client.send(GET);
      // Until the system's buffers are full, each piece restarts the time.
      for (int tries = 0; over.getCount() > 0 && tries < 2000; tries++) {
        served.pass(limits.stall);
        Thread.sleep(5);
      }
      Served.await(over);
      Served.await(gone);
      assertEquals(ClientLeftException.class, thrown.getFirst().getClass());
      assertEquals(List.of(), served.problems);
    }
  }

  @Test
  void bodies_wait_until_others_have_left_room() throws Exception {
    limits.allBodyBytes = 1 << 20;
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch first = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          int length = request.body(Integer.MAX_VALUE).length;
          if (request.target().equals("/first")) {
            held.countDown();
            Served.await(first);
          }
          Served.text(answer, "" + length);
        };
    String large = " HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n" + "x".repeat(1 << 20);
    try (Served served = Served.with(limits.build(), handler);
        RawClient one = served.client();
        RawClient two = served.client()) {
      one.send("POST /first" + large);
      Served.await(held);
      two.send("POST /second" + large);
      first.countDown();
      assertEquals("1048576", one.reply().body());
      assertEquals("1048576", two.reply().body());
      // Of several that come at the same time none holds what another waits for.
      for (RawClient each : served.clients(3, "POST /more" + large)) {
        assertEquals("1048576", each.reply().body());
        each.leave();
      }
      // Even one that is larger than all the room has its turn.
      String larger = " HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n" + "x".repeat(3_000_000);
      assertEquals("3000000", two.ask("POST /larger" + larger).body());
      String chunk = "2dc6c0\r\n" + "x".repeat(3_000_000) + "\r\n0\r\n\r\n";
      String chunked = " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk;
      assertEquals("3000000", one.ask("POST /chunked" + chunked).body());
    }
  }

  @Test
  void a_body_that_waits_too_long_for_room_gets_503() throws Exception {
    limits.allBodyBytes = 1 << 20;
    limits.turn = Duration.ofMillis(50);
    CountDownLatch first = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          Served.text(answer, "" + request.body(Integer.MAX_VALUE).length);
          Served.await(first);
        };
    String large = "POST / HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n" + "x".repeat(1 << 20);
    try (Served served = Served.with(limits.build(), handler);
        RawClient one = served.client();
        RawClient two = served.client()) {
      assertEquals("1048576", one.ask(large).body());
      Reply reply = two.ask(large);
      assertEquals(503, reply.status());
      assertFalse(reply.body().isEmpty());
      first.countDown();
      // The first to leave makes room, although the answer was there before.
      served.await(Wait.REQUEST, limits.idle, 1);
      try (RawClient three = served.client()) {
        assertEquals("1048576", three.ask(large).body());
      }
    }
  }
}
