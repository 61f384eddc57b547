package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.serve.listen.Incoming.Field;
import dev.byok.serve.listen.RawClient.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what well-behaved clients get. */
@Timeout(60)
final class ListenerTest {
  private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void a_connection_serves_one_request_after_the_other() throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      for (int i = 0; i < 3; i++) {
        Reply reply = client.ask(GET);
        assertEquals(200, reply.status());
        assertEquals("GET /a?b=c []", reply.body());
        assertFalse(reply.has("connection: close"));
      }
      Reply last = client.ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Close\r\n\r\n");
      assertTrue(last.has("connection: close"), last.head());
      assertTrue(client.isAtEnd());
    }
  }

  @Test
  void the_handler_sees_the_head_as_it_was_sent() throws IOException {
    List<Object> seen = new CopyOnWriteArrayList<>();
    Handler handler =
        (request, answer) -> {
          seen.add(
              request.fields().stream().map(field -> field.name() + "=" + field.value()).toList());
          seen.add(String.valueOf(request.first("x-ONE")));
          seen.add(request.all("X-One"));
          seen.add(String.valueOf(request.first("x-none")));
          seen.add(request.fields().toString());
          Served.text(answer, "ok");
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.ask("BREW /é HTTP/1.1\r\n\r\n".replace("é", "%C3%A9?q=\"|{}"));
      client.ask("GET / HTTP/1.1\r\nX-One: \t a b\t \r\nx-one:é\r\nEmpty:\r\n\r\n");
      assertEquals(List.of("BREW /%C3%A9?q=\"|{}", "GET /"), served.handled);
      assertEquals(
          List.of(
              List.of("X-One=a b", "x-one=é", "Empty="),
              "a b",
              List.of("a b", "é"),
              "null",
              "[X-One: …, x-one: …, Empty: …]"),
          seen.subList(5, 10));
    }
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        all.append("POST /" + i + " HTTP/1.1\r\nContent-Length: 2\r\n\r\n" + (i + 10));
      }
      client.send(all.toString());
      for (int i = 0; i < 20; i++) {
        assertEquals("POST /" + i + " [" + (i + 10) + "]", client.reply().body());
      }
    }
  }

  /** The watching thread then reads what the handler's thread needs. */
  @Test
  void pipelined_requests_are_answered_in_order_while_the_client_is_watched() throws IOException {
    Handler watching =
        (request, answer) -> {
          answer.onGone(() -> {});
          Served.echo(request, answer);
        };
    String large = "x".repeat(30_000);
    try (Served served = Served.with(watching);
        RawClient client = served.client()) {
      for (int round = 0; round < 20; round++) {
        client.send("POST /1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nab");
        client.send("POST /2 HTTP/1.1\r\nContent-Length: 30000\r\n\r\n" + large + "GET /3 HT");
        client.send("TP/1.1\r\n\r\nPOST /4 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r");
        client.send("\n0\r\n\r\n");
        assertEquals("POST /1 [ab]", client.reply().body());
        assertEquals("POST /2 [" + large + "]", client.reply().body());
        assertEquals("GET /3 []", client.reply().body());
        assertEquals("POST /4 [x]", client.reply().body());
      }
      assertEquals(List.of(), served.problems);
    }
  }

  @Test
  void a_request_may_come_byte_by_byte_and_after_an_empty_line() throws IOException {
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      String request =
          """

          POST /slow HTTP/1.1
          Transfer-Encoding: Chunked

          3;name="v"
          abc
          00A
          0123456789
          0
          Trailer: x

          """
              .replace("\n", "\r\n");
      for (int i = 0; i < request.length(); i++) {
        client.send(request.substring(i, i + 1));
      }
      assertEquals("POST /slow [abc0123456789]", client.reply().body());
      assertEquals("GET /a?b=c []", client.ask(GET).body());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 2048, 2049, 65_536, 3_000_000})
  void a_body_of_any_length_comes_and_goes_whole(int length) throws IOException {
    byte[] sent = new byte[length];
    new Random(length).nextBytes(sent);
    String text = new String(sent, StandardCharsets.ISO_8859_1);
    Handler handler =
        (request, answer) -> {
          byte[] body = request.body(Integer.MAX_VALUE);
          assertArrayEquals(body, request.body(Integer.MAX_VALUE));
          answer.head(200, List.of(), request.target().equals("/chunks") ? -1 : body.length);
          answer.write(body, 0, body.length / 3);
          answer.write(body, body.length / 3, body.length - body.length / 3);
          answer.end();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      String known = " HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n" + text;
      assertEquals(text, client.ask("POST /length" + known).body());
      assertEquals(text, client.ask("POST /chunks" + known).body());
      String chunk = length == 0 ? "" : Integer.toHexString(length) + "\r\n" + text + "\r\n";
      String chunked = " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n";
      assertEquals(text, client.ask("POST /chunks" + chunked).body());
      assertEquals(List.of(), served.problems);
    }
  }

  @Test
  void an_old_client_gets_its_answer_and_the_end_of_the_connection() throws IOException {
    Handler stream =
        (request, answer) -> {
          answer.head(200, List.of(), -1);
          answer.write(new byte[] {'a', 'b'}, 0, 1);
          answer.write(new byte[] {'a', 'b'}, 1, 1);
          answer.end();
        };
    try (Served served = Served.with(stream);
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n");
      String answer = client.rest();
      assertTrue(answer.endsWith("\r\n\r\nab"), answer);
      assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
      assertFalse(answer.contains("chunked"), answer);
    }
  }

  @Test
  void head_gets_the_length_and_no_body() throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.head(200, List.of(), request.target().equals("/unknown") ? -1 : 5);
          answer.write("12345".getBytes(StandardCharsets.US_ASCII), 0, 5);
          answer.end();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      client.send("HEAD / HTTP/1.1\r\n\r\nHEAD /unknown HTTP/1.1\r\n\r\n" + GET);
      assertEquals("HTTP/1.1 200 OK\nContent-Length: 5", client.head());
      assertEquals("HTTP/1.1 200 OK", client.head());
      assertEquals("12345", client.reply().body());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void some_statuses_have_no_body(int status) throws IOException {
    Handler handler =
        (request, answer) -> {
          answer.head(status, List.of(), request.target().equals("/length") ? 3 : -1);
          answer.write(new byte[3], 0, 3);
          answer.end();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      for (String target : List.of("/", "/length")) {
        client.send("GET " + target + " HTTP/1.1\r\n\r\n");
        assertEquals(1, client.head().lines().count());
      }
    }
  }

  @Test
  void a_client_that_waits_for_leave_gets_it_when_its_body_is_wanted() throws IOException {
    String head = "POST / HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n";
    try (Served served = Served.echo();
        RawClient client = served.client()) {
      assertEquals("HTTP/1.1 100 Continue", client.send(head).head());
      assertEquals("POST / [abcd]", client.ask("abcd").body());
      // Nothing needs to be said to a client that did not wait.
      assertEquals("POST / [abcd]", client.ask(head + "abcd").body());
      // Without a body there is nothing to wait for.
      assertEquals("GET / []", client.ask("GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n").body());
    }
  }

  @Test
  void a_client_that_waits_for_leave_is_refused_without_its_body() throws IOException {
    try (Served served = Served.with((request, answer) -> Served.text(answer, "no"));
        RawClient client = served.client()) {
      Reply reply =
          client.ask("POST / HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
      assertEquals("no", reply.body());
      assertTrue(reply.has("connection: close"), reply.head());
      assertTrue(client.isAtEnd());
    }
  }

  @Test
  void a_short_body_that_nobody_reads_is_not_taken_for_a_request() throws IOException {
    try (Served served = Served.with((request, answer) -> Served.text(answer, "no"));
        RawClient client = served.client()) {
      String head = "POST / HTTP/1.1\r\nContent-Length: " + GET.length() + "\r\n\r\n";
      assertEquals("no", client.ask(head).body());
      client.send(GET);
      assertEquals("no", client.ask("GET /next HTTP/1.1\r\n\r\n").body());
      assertEquals(List.of("POST /", "GET /next"), served.handled);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 70000000", "Transfer-Encoding: chunked"})
  void another_body_that_nobody_reads_ends_the_connection(String framing) throws IOException {
    try (Served served = Served.with((request, answer) -> Served.text(answer, "no"));
        RawClient client = served.client()) {
      Reply reply = client.ask("POST / HTTP/1.1\r\n" + framing + "\r\n\r\n5\r\nGET /");
      assertEquals("no", reply.body());
      assertTrue(reply.has("connection: close"), reply.head());
      client.send("x".repeat(100_000)).endInput();
      assertTrue(client.isAtEnd());
      assertEquals(List.of("POST /"), served.handled);
    }
  }

  @Test
  void fields_of_an_answer_cannot_end_it_or_frame_it() throws IOException {
    List<Field> fields =
        List.of(
            new Field("X-Plain", "a\tb é"),
            new Field("X-Split", "a\r\nSet-Cookie: b\u0000\u010a"),
            new Field("X Bad: y\r\nZ", "c"),
            new Field("", "d"),
            new Field("content-length", "7"),
            new Field("Transfer-Encoding", "gzip"),
            new Field("Connection", "upgrade"));
    Handler handler =
        (request, answer) -> {
          answer.head(529, fields, 2);
          answer.write(new byte[] {'o', 'k'}, 0, 2);
          answer.end();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      assertEquals(
          """
          HTTP/1.1 529 Overloaded
          X-Plain: a\tb é
          X-Split: a  Set-Cookie: b \s
          Content-Length: 2\
          """,
          client.ask(GET).head());
    }
  }

  @Test
  void what_is_streamed_arrives_at_once() throws IOException {
    CountDownLatch read = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          answer.head(200, List.of(), -1);
          answer.write("-one-".getBytes(StandardCharsets.US_ASCII), 1, 3);
          // An empty chunk would end the body.
          answer.write(new byte[1], 1, 0);
          answer.write("two".getBytes(StandardCharsets.US_ASCII), 0, 3);
          Served.await(read);
          answer.end();
        };
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      String head = client.send(GET).head();
      assertTrue(head.endsWith("Transfer-Encoding: chunked"), head);
      assertEquals("3\r\none\r\n3\r\ntwo\r\n", client.read(16));
      read.countDown();
      assertEquals("0\r\n\r\n", client.read(5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "websocket", "WebSocket", "foo, websocket/13"})
  void an_upgrade_is_for_the_handler_to_notice(String protocol) throws IOException {
    Handler handler =
        (request, answer) -> Served.text(answer, "websocket " + request.isUpgradeTo("websocket"));
    try (Served served = Served.with(handler);
        RawClient client = served.client()) {
      Reply reply =
          client.ask("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n");
      assertEquals("websocket " + !protocol.equals("h2c"), reply.body());
      assertEquals(200, reply.status());
    }
  }

  /** That client sends {@code Upgrade: h2c} with its first request. */
  @Test
  void the_jdks_client_is_answered() throws Exception {
    List<Boolean> upgrades = new CopyOnWriteArrayList<>();
    Handler handler =
        (request, answer) -> {
          upgrades.add(request.isUpgradeTo("h2c"));
          Served.echo(request, answer);
        };
    try (Served served = Served.with(handler);
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + served.listener.port() + "/jdk");
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response =
            client.send(
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("hi")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertEquals(HttpClient.Version.HTTP_1_1, response.version());
        assertEquals("POST /jdk [hi]", response.body());
      }
      assertTrue(upgrades.getFirst());
    }
  }

  @Test
  void a_handler_that_fails_is_answered_for() throws IOException {
    Handler handler =
        (request, answer) -> {
          switch (request.target()) {
            case "/bug" -> throw new IllegalStateException("sk-secret");
            case "/io" -> throw new IOException("sk-secret");
            case "/error" -> throw new StackOverflowError();
            case "/none" -> {}
            default -> Served.text(answer, "ok");
          }
        };
    try (Served served = Served.with(handler)) {
      for (String target : List.of("/bug", "/io", "/error", "/none")) {
        try (RawClient client = served.client()) {
          Reply reply = client.ask("GET " + target + " HTTP/1.1\r\n\r\n");
          assertEquals(500, reply.status());
          assertEquals("{\"error\":{\"message\":\"byok failed; this is a bug\"}}\n", reply.body());
          assertTrue(client.isAtEnd());
        }
      }
      assertEquals(4, served.problems.size());
      assertInstanceOf(StackOverflowError.class, served.problems.get(2));
    }
  }
}
