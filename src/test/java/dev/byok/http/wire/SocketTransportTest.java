package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.secrets.Secret;
import dev.byok.testing.ClosedPort;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class SocketTransportTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Transport transport =
      new SocketTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty()));

  @Test
  void sends_exactly_what_was_given() throws IOException {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{\"é\":1}"))) {
      Request request =
          new Request(
              "POST",
              URI.create(server.url() + "/v1/chat?alt=sse"),
              List.of(
                  new Header.Plain("User-Agent", "byok/0.1"),
                  new Header.Credential("Authorization", "Bearer ", Secret.of("sk-1"))),
              "ü",
              LONG);
      try (Response response = transport.send(request)) {
        assertEquals(200, response.status());
        assertEquals(Optional.of("application/json"), response.header("content-TYPE"));
        assertEquals(Optional.empty(), response.header("Server"));
        assertEquals("{\"é\":1}", text(response));
      }
      String expected =
          "POST /v1/chat?alt=sse HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nUser-Agent: byok/0.1\r\nAuthorization: Bearer sk-1\r\nContent-Length: 2\r\n"
              + "Connection: close\r\n\r\n"
              + new String("ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      assertEquals(List.of(expected), server.requests());
    }
  }

  @Test
  void sends_no_header_of_its_own_but_framing() throws IOException {
    try (RawServer server = RawServer.start(RawServer.answer(200, ""))) {
      transport.send(get(server, LONG)).close();
      assertEquals(
          List.of(
              "GET / HTTP/1.1\r\nHost: 127.0.0.1:"
                  + server.port()
                  + "\r\nConnection: close\r\n\r\n"),
          server.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void gives_a_redirect_as_the_answer(int status) throws IOException {
    try (RawServer other = RawServer.start(RawServer.answer(200, "stolen"));
        RawServer server =
            RawServer.start(
                RawServer.bytes(
                    "HTTP/1.1 " + status + " Moved\r\nLocation: " + other.url() + "/\r\n\r\n"));
        Response response = transport.send(post(server, "prompt", LONG))) {
      assertEquals(status, response.status());
      assertEquals(Optional.of(other.url() + "/"), response.header("location"));
      assertEquals(0, other.connections());
      assertEquals(1, server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 407, 429, 500, 529})
  void gives_the_body_of_a_refusal(int status) throws IOException {
    String challenge = "HTTP/1.1 %d X\r\nWWW-Authenticate: Basic realm=\"x\"\r\n".formatted(status);
    try (RawServer server =
            RawServer.start(RawServer.bytes(challenge + "Content-Length: 3\r\n\r\nwhy"));
        Response response = transport.send(post(server, "prompt", LONG))) {
      assertEquals(status, response.status());
      assertEquals("why", text(response));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void neither_authenticates_nor_remembers_cookies() throws IOException {
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("u", "p".toCharArray());
          }
        });
    CookieHandler.setDefault(new CookieManager());
    RawServer.Script challenge =
        RawServer.bytes(
            """
            HTTP/1.1 401 X\r
            Set-Cookie: a=b\r
            WWW-Authenticate: Negotiate\r
            WWW-Authenticate: NTLM\r
            WWW-Authenticate: Basic realm=x\r
            \r
            """);
    try (RawServer server = RawServer.start(challenge)) {
      for (int i = 1; i <= 2; i++) {
        transport.send(get(server, LONG)).close();
        assertEquals(i, server.connections());
      }
      assertEquals(server.requests().getFirst(), server.requests().getLast());
    } finally {
      Authenticator.setDefault(null);
      CookieHandler.setDefault(null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void sends_once_when_the_server_hangs_up(String method) throws IOException {
    for (RawServer.Script fault :
        List.of(RawServer.closeBeforeAnswer(), RawServer.reset(), RawServer.bytes("HTT"))) {
      try (RawServer server = RawServer.start(fault, RawServer.answer(200, "again"))) {
        Request request =
            new Request(
                method,
                URI.create(server.url()),
                List.of(),
                method.equals("POST") ? "prompt" : null,
                LONG);
        Failure failure = assertThrows(Failure.class, () -> transport.send(request));
        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertEquals(1, server.connections());
      }
    }
  }

  @Test
  void opens_a_connection_for_each_request() throws IOException {
    try (RawServer server = RawServer.start(RawServer.answer(200, "ok"))) {
      for (int i = 1; i <= 3; i++) {
        try (Response response = transport.send(get(server, LONG))) {
          assertEquals("ok", text(response));
        }
        assertEquals(i, server.connections());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r", "\n", "\r\nX-Evil: 1", "\u0000", "\u200b", "é", "\ufeff", "\u007f", "\t"})
  void refuses_a_key_that_no_header_can_carry_and_never_quotes_it(String odd) throws IOException {
    try (RawServer server = RawServer.start(RawServer.answer(200, "ok"))) {
      Request request =
          new Request(
              "POST",
              URI.create(server.url()),
              List.of(
                  new Header.Credential("x-api-key", "", Secret.of("sk-CANARY" + odd + "TAIL"))),
              "BODY",
              LONG);
      Failure failure = assertThrows(Failure.class, () -> transport.send(request));
      assertEquals(Kind.USAGE, failure.kind());
      assertTrue(failure.text().contains("x-api-key"));
      String said = Everything.said(failure) + request;
      assertFalse(said.contains("CANARY") || said.contains("TAIL") || said.contains("BODY"), said);
      assertEquals(0, server.connections());
    }
  }

  @Test
  void refuses_a_line_break_in_a_plain_header_or_its_name() {
    for (Header header :
        List.of(
            new Header.Plain("X-A", "1\r\nX-Evil: 2"),
            new Header.Plain("X-A: 1\r\nX-Evil", "2"),
            new Header.Plain("", "2"))) {
      Request request =
          new Request("GET", URI.create("http://127.0.0.1:1"), List.of(header), null, LONG);
      assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> transport.send(request)).kind());
    }
  }

  @Test
  void keeps_framing_to_itself() {
    Request request =
        new Request(
            "GET",
            URI.create("http://127.0.0.1:1"),
            List.of(new Header.Plain("hOst", "evil.example")),
            null,
            LONG);
    assertThrows(IllegalArgumentException.class, () -> transport.send(request));
  }

  @Test
  void times_out_before_the_headers() throws IOException {
    try (RawServer server = RawServer.start(RawServer.stallBeforeHeaders())) {
      Failure failure = assertThrows(Failure.class, () -> transport.send(get(server, SHORT)));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertEquals("127.0.0.1:" + server.port() + " said nothing for 300 ms", failure.text());
    }
  }

  @Test
  void times_out_while_connecting() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort());
      Request request = new Request("GET", uri, List.of(), null, SHORT);
      // The listener never accepts. Once its queue is full, even connecting gets no answer.
      for (int i = 0; i < 5; i++) {
        Failure failure = assertThrows(Failure.class, () -> transport.send(request));
        assertTrue(failure.text().contains("said nothing for 300 ms"), failure.text());
      }
    }
  }

  @Test
  void times_out_in_the_body_and_while_a_body_is_written() throws IOException {
    for (RawServer.Script stall :
        List.of(RawServer.stallAfterHeaders(), RawServer.stallMidEvent())) {
      try (RawServer server = RawServer.start(stall);
          Response response = transport.send(get(server, SHORT))) {
        assertThrows(IdleTimeoutException.class, () -> text(response));
      }
    }
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
      Request request = new Request("POST", uri, List.of(), "x".repeat(32 << 20), SHORT);
      Failure failure = assertThrows(Failure.class, () -> transport.send(request));
      assertTrue(failure.text().contains("said nothing"), failure.text());
    }
  }

  /** An answer had begun and may be billed, so this is not a failure to connect. */
  @Test
  void tells_a_reset_inside_the_headers_from_a_failed_connection() throws IOException {
    RawServer.Script cut =
        socket -> {
          RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Ty").play(socket);
          TimeUnit.MILLISECONDS.sleep(200);
          socket.setSoLinger(true, 0);
        };
    try (RawServer server = RawServer.start(cut)) {
      Failure failure = assertThrows(Failure.class, () -> transport.send(get(server, LONG)));
      assertTrue(failure.getCause() instanceof java.net.ProtocolException, failure.text());
    }
  }

  @Test
  void reads_the_answer_to_a_body_that_was_not_read_to_its_end() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> {
            try (java.net.Socket socket = listener.accept()) {
              socket.getInputStream().readNBytes(100_000);
              socket
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 413 X\r\nContent-Length: 3\r\n\r\nbig"
                          .getBytes(StandardCharsets.US_ASCII));
              socket.shutdownOutput();
              Thread.sleep(500);
            } catch (IOException | InterruptedException failed) {
              throw new IllegalStateException(failed);
            }
          });
      URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      try (Response response =
          transport.send(new Request("POST", uri, List.of(), "x".repeat(32 << 20), LONG))) {
        assertEquals(413, response.status());
      }
      served.join();
    }
  }

  @Test
  void gives_the_headers_before_the_body_is_there() throws IOException {
    try (RawServer server =
            RawServer.start(
                RawServer.stallAfter(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst"));
        Response response = transport.send(get(server, LONG))) {
      assertEquals(200, response.status());
      assertEquals("first", new String(response.body().readNBytes(5), StandardCharsets.UTF_8));
    }
  }

  @Test
  void tells_a_body_cut_short_from_one_that_ended() throws IOException {
    for (RawServer.Script cut :
        List.of(
            RawServer.chunkedCut(),
            RawServer.shortContentLength(),
            RawServer.closeAfterHeaders(),
            RawServer.resetMidBody())) {
      try (RawServer server = RawServer.start(cut);
          Response response = transport.send(get(server, LONG))) {
        IOException failure = assertThrows(IOException.class, () -> text(response));
        assertFalse(failure instanceof IdleTimeoutException);
      }
    }
    try (RawServer server = RawServer.start(RawServer.events("data: 1\n\n", "data: 2\n\n"));
        Response response = transport.send(get(server, LONG))) {
      assertEquals("data: 1\n\ndata: 2\n\n", text(response));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        HTTP/1.1 100 Continue\r
        \r
        HTTP/1.1 103 Hints\r
        A: b\r
        \r
        HTTP/1.1 200\r
        Transfer-Encoding: chunked\r
        \r
        3;ext=1\r
        abc\r
        0003\r
        def\r
        0\r
        T: x\r
        \r
        """,
        "HTTP/1.0 200 OK\nContent-Length: 6\n\nabcdef and more"
      })
  void reads_every_byte_singly(String wire) throws IOException {
    try (RawServer server = RawServer.start(RawServer.oneByteAtATime(wire));
        Response response = transport.send(get(server, LONG))) {
      assertEquals("abcdef", text(response));
      assertEquals(-1, response.body().read());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 2000 x\r\n\r\n",
        "HTTP/1.1 101 Switching\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n12",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n12",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n"
      })
  void refuses_what_is_no_http(String wire) throws IOException {
    try (RawServer server = RawServer.start(RawServer.bytes(wire))) {
      Failure failure = assertThrows(Failure.class, () -> transport.send(get(server, LONG)));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertTrue(failure.text().contains("did not answer in HTTP"), failure.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zz\r\n", "\r\n", "-1\r\n", "fffffffffffffffff\r\n", "3\r\nabcd\r\n0\r\n"})
  void refuses_malformed_chunks(String chunks) throws IOException {
    try (RawServer server =
            RawServer.start(
                RawServer.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks));
        Response response = transport.send(get(server, LONG))) {
      assertThrows(IOException.class, () -> text(response));
    }
  }

  @Test
  void limits_the_headers_and_the_interim_answers() throws IOException {
    try (RawServer server = RawServer.start(RawServer.endlessHeaders())) {
      Failure failure = assertThrows(Failure.class, () -> transport.send(get(server, LONG)));
      assertTrue(failure.details().toString().contains("131072 bytes"));
    }
    String interim = "HTTP/1.1 102 Wait\r\n\r\n".repeat(20) + "HTTP/1.1 200 OK\r\n\r\n";
    try (RawServer server = RawServer.start(RawServer.bytes(interim))) {
      assertThrows(Failure.class, () -> transport.send(get(server, LONG)));
    }
  }

  @Test
  void limits_a_body() throws IOException {
    try (RawServer server = RawServer.start(RawServer.endlessLine());
        Response response = transport.send(get(server, LONG))) {
      InputStream body = new BoundedInput(response.body(), 100_000);
      IOException failure = assertThrows(IOException.class, body::readAllBytes);
      assertEquals("the answer is longer than 100000 bytes", failure.getMessage());
    }
  }

  @Test
  void stops_a_blocked_read_when_it_is_closed() throws Exception {
    for (RawServer.Script stall :
        List.of(RawServer.stallAfterHeaders(), RawServer.stallMidEvent())) {
      try (RawServer server = RawServer.start(stall)) {
        Response response = transport.send(get(server, Duration.ofMinutes(2)));
        CompletableFuture<@Nullable Throwable> reader = new CompletableFuture<>();
        Thread.ofPlatform()
            .start(() -> {
              try {
                reader.completeExceptionally(new AssertionError(text(response)));
              } catch (IOException stopped) {
                reader.complete(stopped);
              }
            });
        Thread.sleep(200);
        response.close();
        Throwable stopped = reader.get(1, TimeUnit.SECONDS);
        assertInstanceOf(IOException.class, stopped);
      }
    }
  }

  @Test
  void names_the_host_and_the_cause() throws IOException {
    Request nowhere =
        new Request("GET", URI.create("http://nowhere.invalid"), List.of(), null, LONG);
    Failure unknown = assertThrows(Failure.class, () -> transport.send(nowhere));
    assertTrue(unknown.text().contains("nowhere.invalid"), unknown.text());
    assertNotNull(unknown.hint());
    try (ClosedPort gone = new ClosedPort()) {
      Request closed = new Request("GET", URI.create(gone.url()), List.of(), null, LONG);
      Failure refused = assertThrows(Failure.class, () -> transport.send(closed));
      assertEquals("127.0.0.1:" + gone.number() + " refused the connection", refused.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 103 Hints\r\n"})
  void ends_a_head_that_drips(String start) throws IOException {
    try (RawServer server = RawServer.start(dripping(start, 100))) {
      Failure failure = assertThrows(Failure.class, () -> transport.send(get(server, SHORT)));
      assertEquals(
          "127.0.0.1:"
              + server.port()
              + " answered too slowly: its headers were not complete within 600 ms",
          failure.text());
      assertFalse(failure.isUnsent());
    }
  }

  @Test
  void ends_a_handshake_that_drips() throws IOException {
    // The record of a server's hello, begun and never completed.
    byte[] record = new byte[16_000];
    byte[] head = {22, 3, 3, 0x3e, 0x7b, 2, 0, 0x3e, 0x77, 3, 3};
    System.arraycopy(head, 0, record, 0, head.length);
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (java.net.Socket socket = listener.accept()) {
              for (byte each : record) {
                socket.getOutputStream().write(each);
                Thread.sleep(50);
              }
            } catch (IOException | InterruptedException gone) {
              // The client goes away first, as it should.
            }
          });
      URI uri = URI.create("https://127.0.0.1:" + listener.getLocalPort());
      Request request = new Request("GET", uri, List.of(), null, SHORT);
      Failure failure = assertThrows(Failure.class, () -> transport.send(request));
      assertTrue(failure.text().endsWith("no connection was made within 600 ms"), failure.text());
      assertTrue(failure.isUnsent());
    }
  }

  @Test
  void takes_its_time_for_a_body_that_comes_steadily() throws IOException {
    try (RawServer server =
            RawServer.start(socket -> {
              RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n").play(socket);
              for (int i = 0; i < 12; i++) {
                Thread.sleep(100);
                RawServer.bytes("x").play(socket);
              }
            });
        Response response = transport.send(get(server, SHORT))) {
      assertEquals("x".repeat(12), text(response));
    }
  }

  @Test
  void does_not_wait_for_a_name_server_for_ever() {
    Transport stuck =
        new SocketTransport(
            Proxies.none(),
            Tls.of(Map.of(), Optional.empty()),
            host -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              throw new java.net.UnknownHostException(host);
            });
    Request request = new Request("GET", URI.create("http://name.test:81"), List.of(), null, SHORT);
    Failure failure = assertThrows(Failure.class, () -> stuck.send(request));
    assertEquals("name.test:81 said nothing for 300 ms", failure.text());
    assertTrue(failure.isUnsent());
  }

  /** Sends these bytes, then one byte now and then. */
  private static RawServer.Script dripping(String start, int milliseconds) {
    return socket -> {
      RawServer.bytes(start).play(socket);
      for (int i = 0; i < 100; i++) {
        Thread.sleep(milliseconds);
        RawServer.bytes("x").play(socket);
      }
    };
  }

  private static Request get(RawServer server, Duration idle) {
    return new Request("GET", URI.create(server.url()), List.of(), null, idle);
  }

  private static Request post(RawServer server, String body, Duration idle) {
    return new Request("POST", URI.create(server.url()), List.of(), body, idle);
  }

  private static String text(Response response) throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }
}
