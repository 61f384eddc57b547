package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.tls.Tls;
import dev.byok.secrets.Secret;
import dev.byok.testing.KeepingServer;
import dev.byok.testing.RawServer;
import dev.byok.testing.SilentServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PooledTransportTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final RawServer.Script OK = RawServer.answer(200, "{}");
  private static final String CHUNKED =
      "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{\r\n1\r\n}\r\n0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n";

  private final AtomicLong time = new AtomicLong();
  private final IdleWires idle = new IdleWires(time::get);
  private final PooledTransport transport =
      new PooledTransport(
          Proxies.none(), Tls.of(Map.of(), Optional.empty()), InetAddress::getAllByName, idle);

  @AfterEach
  void closeAll() {
    transport.close();
  }

  @Test
  void requests_in_turn_take_one_connection_and_say_nothing_of_its_end() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("{}", answer(server.url(), "prompt " + i));
      }
      assertEquals(List.of(0, 0, 0), server.connections());
      String expected =
          "POST /v1 HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nAuthorization: Bearer sk-1\r\nContent-Length: 8\r\n\r\nprompt 2";
      assertEquals(expected, server.requests().getLast().text());
    }
  }

  @Test
  void a_connection_that_the_server_has_closed_is_noticed_and_the_request_sent_once()
      throws Exception {
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    try (KeepingServer server = KeepingServer.start(KeepingServer.last(whole), OK)) {
      assertEquals("{}", answer(server.url(), "first"));
      assertEquals(1, idle.size());
      server.awaitEnd(0);
      assertEquals("{}", answer(server.url(), "second"));
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  /** The server may have read the request and even charged for it. */
  @Test
  void a_request_that_fails_on_a_kept_connection_is_not_sent_again() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK, Closeable::close, OK)) {
      answer(server.url(), "first");
      Failure failure = assertThrows(Failure.class, () -> answer(server.url(), "second"));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertFalse(failure.isUnsent());
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @Test
  void what_a_server_says_after_its_answer_is_not_the_next_answer() throws Exception {
    String two = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\nstray";
    try (KeepingServer server = KeepingServer.start(RawServer.bytes(two), OK)) {
      assertEquals("{}", answer(server.url(), "first"));
      assertEquals(0, idle.size());
      assertEquals("{}", answer(server.url(), "second"));
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  @Test
  void what_a_server_says_while_a_connection_is_idle_is_not_the_next_answer() throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    RawServer.Script talkative =
        socket -> {
          OK.play(socket);
          kept.await();
          RawServer.bytes("HTTP/1.1 408 Idle\r\nContent-Length: 0\r\n\r\n").play(socket);
          said.countDown();
        };
    try (KeepingServer server = KeepingServer.start(talkative, OK)) {
      answer(server.url(), "first");
      assertEquals(1, idle.size());
      kept.countDown();
      said.await();
      assertEquals("{}", answer(server.url(), "second"));
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, Close\r\n\r\n{}",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}",
        // Two lengths, of which another reader may believe the other one.
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n" + CHUNKED,
      })
  void a_connection_that_may_close_or_mean_something_else_is_not_kept(String wire)
      throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.bytes(wire), OK)) {
      assertEquals("{}", answer(server.url(), "first"));
      assertEquals(0, idle.size());
      answer(server.url(), "second");
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void a_body_that_ends_with_its_connection_is_read_to_the_end(String version) throws Exception {
    String wire = version + " 200 OK\r\n\r\n{}";
    try (KeepingServer server = KeepingServer.start(KeepingServer.last(wire), OK)) {
      assertEquals("{}", answer(server.url(), "first"));
      assertEquals(0, idle.size());
    }
  }

  @Test
  void trailers_and_interim_answers_belong_to_one_answer() throws Exception {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n";
    String hints = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    String wire = interim + hints + "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\n" + CHUNKED;
    try (KeepingServer server = KeepingServer.start(RawServer.bytes(wire))) {
      assertEquals("{}", answer(server.url(), "first"));
      assertEquals("{}", answer(server.url(), "second"));
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content\r\n", "200 OK\r\nContent-Length: 0\r\n"})
  void an_empty_answer_leaves_its_connection(String head) throws Exception {
    RawServer.Script empty = RawServer.bytes("HTTP/1.1 " + head + "\r\n");
    try (KeepingServer server = KeepingServer.start(empty)) {
      assertEquals("", answer(server.url(), "first"));
      assertEquals("", answer(server.url(), "second"));
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @Test
  void an_answer_to_head_has_no_body_whatever_its_length() throws Exception {
    RawServer.Script head = RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n");
    try (KeepingServer server = KeepingServer.start(head)) {
      for (int i = 0; i < 2; i++) {
        Request request = Request.ofBytes("HEAD", uri(server.url()), List.of(), null, LONG);
        assertEquals("", text(request));
      }
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @Test
  void closing_an_unfinished_answer_closes_its_connection() throws Exception {
    RawServer.Script endless =
        RawServer.stallAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
    try (KeepingServer server = KeepingServer.start(endless)) {
      try (Response response = transport.send(post(server.url(), "prompt"))) {
        assertEquals('{', response.body().read());
      }
      assertEquals(0, idle.size());
    }
  }

  @Test
  void a_cut_body_is_an_error_and_its_connection_is_not_kept() throws Exception {
    String cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}";
    try (KeepingServer server = KeepingServer.start(KeepingServer.last(cut))) {
      assertThrows(IOException.class, () -> answer(server.url(), "prompt"));
      assertEquals(0, idle.size());
    }
  }

  /** The connection serves another request by then. */
  @Test
  void ending_a_request_that_is_over_does_not_disturb_the_next_one() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    RawServer.Script waits =
        socket -> {
          RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{").play(socket);
          goOn.await();
          RawServer.bytes("}").play(socket);
        };
    try (KeepingServer server = KeepingServer.start(OK, waits)) {
      List<Closeable> handles = new ArrayList<>();
      try (Response first = transport.send(post(server.url(), "first"), handles::add)) {
        first.body().readAllBytes();
      }
      try (Response second = transport.send(post(server.url(), "second"))) {
        assertEquals('{', second.body().read());
        handles.getFirst().close();
        goOn.countDown();
        assertEquals('}', second.body().read());
      }
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @Test
  void a_request_that_was_ended_leaves_no_connection() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      List<Closeable> handles = new ArrayList<>();
      Response response = transport.send(post(server.url(), "first"), handles::add);
      response.body().readAllBytes();
      handles.getFirst().close();
      response.close();
      assertEquals(0, idle.size());
    }
  }

  @Test
  void a_silent_server_is_left_at_once() throws Exception {
    try (SilentServer server = SilentServer.start()) {
      CompletableFuture<Closeable> handle = new CompletableFuture<>();
      CompletableFuture<Failure> failed = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try (Response odd =
                transport.send(post("http://127.0.0.1:" + server.port(), "x"), handle::complete)) {
              failed.completeExceptionally(new AssertionError("HTTP " + odd.status()));
            } catch (Failure failure) {
              failed.complete(failure);
            } catch (IOException broken) {
              failed.completeExceptionally(broken);
            }
          });
      server.awaitSpokenTo();
      handle.get().close();
      assertEquals(Kind.INTERRUPTED, failed.get(10, TimeUnit.SECONDS).kind());
    }
  }

  @Test
  void the_idle_limit_is_that_of_each_request() throws Exception {
    RawServer.Script stalls = RawServer.stallAfter("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{");
    try (KeepingServer server = KeepingServer.start(OK, stalls)) {
      answer(server.url(), "first");
      Request hasty =
          new Request("POST", uri(server.url()), List.of(), "x", Duration.ofMillis(200));
      try (Response response = transport.send(hasty)) {
        InputStream body = response.body();
        assertEquals('{', body.read());
        assertThrows(IdleTimeoutException.class, body::read);
      }
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @Test
  void a_connection_is_not_used_after_thirty_seconds() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      answer(server.url(), "first");
      time.addAndGet(Duration.ofSeconds(29).toNanos());
      answer(server.url(), "second");
      assertEquals(List.of(0, 0), server.connections());
      time.addAndGet(Duration.ofSeconds(30).toNanos());
      answer(server.url(), "third");
      assertEquals(List.of(0, 0, 1), server.connections());
    }
  }

  @Test
  void connections_that_nobody_uses_are_closed_in_time() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      answer(server.url(), "first");
      idle.sweep();
      assertEquals(1, idle.size());
      time.addAndGet(Duration.ofSeconds(30).toNanos());
      idle.sweep();
      assertEquals(0, idle.size());
      server.awaitEnd(0);
    }
  }

  @Test
  void hosts_have_connections_of_their_own() throws Exception {
    try (KeepingServer one = KeepingServer.start(OK);
        KeepingServer other = KeepingServer.start(OK)) {
      answer(one.url(), "first");
      answer(other.url(), "second");
      answer(one.url(), "third");
      assertEquals(List.of(0, 0), one.connections());
      assertEquals(List.of(0), other.connections());
    }
  }

  @Test
  void closing_closes_what_no_request_uses() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      answer(server.url(), "first");
      transport.close();
      server.awaitEnd(0);
      answer(server.url(), "second");
      assertEquals(0, idle.size());
    }
  }

  @Test
  void sixty_four_requests_at_once_get_their_own_answers() throws Exception {
    try (RawServer server =
            RawServer.answering(request ->
                RawServer.answer(200, request.substring(request.indexOf("\r\n\r\n") + 4)));
        ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String prompt = "prompt " + i;
        answers.add(all.submit(() -> answer(server.url(), prompt)));
      }
      for (int i = 0; i < 64; i++) {
        assertEquals("prompt " + i, answers.get(i).get());
      }
    }
  }

  /**
   * Whatever servers do to their connections, no answer goes to another request, and none twice.
   */
  @Test
  void answers_are_never_mixed_up() throws Exception {
    Random random = new Random(11);
    try (KeepingServer server = KeepingServer.answering(request -> unreliable(request, random));
        ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> threads = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        int number = i;
        threads.add(
            all.submit(() -> {
              int good = 0;
              for (int j = 0; j < 25; j++) {
                String prompt = "prompt " + number + "/" + j + ".";
                try {
                  assertEquals(prompt, answer(server.url(), prompt));
                  good++;
                } catch (Failure | IOException broken) {
                  // The server broke off.
                  assertTrue(idle.size() <= IdleWires.MOST);
                }
              }
              return good;
            }));
      }
      int good = 0;
      for (Future<Integer> each : threads) {
        good += each.get();
      }
      assertTrue(good > 200, good + " of 800");
      List<String> sent = server.requests().stream().map(KeepingServer.Received::text).toList();
      assertEquals(sent.size(), new HashSet<>(sent).size());
      long connections = server.connections().stream().distinct().count();
      assertTrue(connections < sent.size(), connections + " connections");
    }
  }

  private static RawServer.Script unreliable(String request, Random random) {
    String prompt = request.substring(request.indexOf("\r\n\r\n") + 4);
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: " + prompt.length() + "\r\n\r\n" + prompt;
    return switch (random.nextInt(8)) {
      case 0 -> KeepingServer.last(whole);
      case 1 -> RawServer.bytes(whole + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray");
      case 2 -> KeepingServer.last(whole.substring(0, whole.length() - 2));
      case 3 -> Closeable::close;
      case 4 -> RawServer.bytes(whole.replace("OK\r\n", "OK\r\nConnection: close\r\n"));
      default -> RawServer.bytes(whole);
    };
  }

  @Test
  void at_most_sixty_four_connections_are_kept() throws Exception {
    CountDownLatch all = new CountDownLatch(70);
    RawServer.Script together =
        socket -> {
          all.countDown();
          all.await();
          OK.play(socket);
        };
    try (KeepingServer server = KeepingServer.start(together);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 70; i++) {
        answers.add(threads.submit(() -> answer(server.url(), "prompt")));
      }
      for (Future<String> each : answers) {
        assertEquals("{}", each.get());
      }
      assertEquals(IdleWires.MOST, idle.size());
    }
  }

  @Test
  void large_bodies_go_both_ways_byte_for_byte() throws Exception {
    byte[] large = new byte[64 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >> 12));
    }
    RawServer.Script back =
        socket -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Length: " + large.length + "\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(large);
        };
    try (KeepingServer server = KeepingServer.start(back)) {
      for (int i = 0; i < 2; i++) {
        Request request = Request.ofBytes("POST", uri(server.url()), List.of(), large, LONG);
        try (Response response = transport.send(request)) {
          assertArrayEquals(large, response.body().readAllBytes());
        }
      }
      assertEquals(List.of(0, 0), server.connections());
      String sent = server.requests().getLast().text();
      byte[] body =
          sent.substring(sent.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
      assertArrayEquals(large, body);
    }
  }

  @Test
  void a_refusal_before_a_long_request_was_read_ends_its_connection() throws Exception {
    String refusal = "HTTP/1.1 413 No\r\nContent-Length: 3\r\n\r\nbig";
    CountDownLatch over = new CountDownLatch(1);
    try (ServerSocket unreading = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = unreading.accept()) {
              socket.getInputStream().read();
              RawServer.bytes(refusal).play(socket);
              over.await();
            } catch (IOException | InterruptedException ended) {
              over.countDown();
            }
          });
      String url = "http://127.0.0.1:" + unreading.getLocalPort();
      assertEquals("big", answer(url, "x".repeat(32 << 20)));
      assertEquals(0, idle.size());
      over.countDown();
    }
  }

  @Test
  void another_programs_headers_may_have_all_that_http_allows() throws Exception {
    List<Header> fields =
        List.of(
            new Header.Plain("X.Name!#$%&'*+^`|~", "tab\there"),
            new Header.Plain("User-Agent", "Gr\u00fc\u00dfe"));
    try (KeepingServer server = KeepingServer.start(OK)) {
      text(Request.ofBytes("GET", uri(server.url()), fields, null, LONG));
      String sent = server.requests().getFirst().text();
      assertTrue(sent.contains("\r\nX.Name!#$%&'*+^`|~: tab\there\r\n"), sent);
      assertTrue(sent.contains("\r\nUser-Agent: Gr\u00fc\u00dfe\r\n"), sent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\0b", "\u4e16"})
  void a_value_that_would_be_another_header_is_not_sent(String value) throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      for (Header bad :
          List.of(
              new Header.Plain("X-A", value),
              new Header.Credential("X-B", "", Secret.of(value)),
              new Header.Plain("X" + value, "c"))) {
        Request request = Request.ofBytes("GET", uri(server.url()), List.of(bad), null, LONG);
        Failure failure = assertThrows(Failure.class, () -> text(request));
        assertEquals(Kind.USAGE, failure.kind());
        assertTrue(failure.isUnsent());
      }
      assertEquals(Collections.emptyList(), server.requests());
    }
  }

  @Test
  void a_key_with_a_rare_character_is_not_sent() throws Exception {
    try (KeepingServer server = KeepingServer.start(OK)) {
      Header key = new Header.Credential("Authorization", "Bearer ", Secret.of("sk-\u00fc"));
      Request request = Request.ofBytes("GET", uri(server.url()), List.of(key), null, LONG);
      assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> text(request)).kind());
    }
  }

  private String answer(String url, String prompt) throws IOException {
    return text(post(url, prompt));
  }

  private String text(Request request) throws IOException {
    try (Response response = transport.send(request)) {
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Request post(String url, String prompt) {
    Header key = new Header.Credential("Authorization", "Bearer ", Secret.of("sk-1"));
    return Request.ofBytes(
        "POST", uri(url), List.of(key), prompt.getBytes(StandardCharsets.UTF_8), LONG);
  }

  private static URI uri(String url) {
    return URI.create(url + "/v1");
  }
}
