package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.wire.PooledTransport;
import dev.byok.http.wire.Proxies;
import dev.byok.testing.KeepingServer;
import dev.byok.testing.RawServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that TLS connections are kept, and tested before they are used again. */
@Timeout(60)
final class PooledTlsTest {
  private static final RawServer.Script OK = RawServer.answer(200, "{}");

  @TempDir static Path folder;

  private static Issued certificate;
  private static Map<String, String> env;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Issued root = TestCertificates.authority("Pooled Root").selfSigned();
    certificate = TestCertificates.server().ip("127.0.0.1").under(root);
    env = Map.of("SSL_CERT_FILE", root.pem(folder).toString());
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_is_kept(Tls.Library library) throws Exception {
    try (KeepingServer server = start(OK);
        PooledTransport transport = transport(library)) {
      for (int i = 0; i < 3; i++) {
        assertEquals("{}", answer(transport, server, "prompt"));
      }
      assertEquals(List.of(0, 0, 0), server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_long_body_goes_over_a_kept_connection(Tls.Library library) throws Exception {
    String text = "x".repeat(3 << 20);
    RawServer.Script large = RawServer.answer(200, text);
    try (KeepingServer server = start(large);
        PooledTransport transport = transport(library)) {
      assertEquals(text, answer(transport, server, text));
      assertEquals(text, answer(transport, server, text));
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_that_the_server_has_closed_is_noticed(Tls.Library library) throws Exception {
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    try (KeepingServer server = start(KeepingServer.last(whole), OK);
        PooledTransport transport = transport(library)) {
      assertEquals("{}", answer(transport, server, "first"));
      server.awaitEnd(0);
      assertEquals("{}", answer(transport, server, "second"));
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytes_that_were_sent_with_the_answer_are_not_the_next_one(Tls.Library library)
      throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    String stray = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray";
    try (KeepingServer server = start(RawServer.bytes(answer + stray), OK);
        PooledTransport transport = transport(library)) {
      assertEquals("{}", answer(transport, server, "first"));
      assertEquals("{}", answer(transport, server, "second"));
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytes_that_come_while_it_is_idle_are_not_the_next_answer(Tls.Library library)
      throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    RawServer.Script talkative =
        socket -> {
          OK.play(socket);
          kept.await();
          RawServer.bytes("HTTP/1.1 408 Idle\r\nContent-Length: 0\r\n\r\n").play(socket);
          said.countDown();
        };
    try (KeepingServer server = start(talkative, OK);
        PooledTransport transport = transport(library)) {
      assertEquals("{}", answer(transport, server, "first"));
      kept.countDown();
      said.await();
      assertEquals("{}", answer(transport, server, "second"));
      assertEquals(List.of(0, 1), server.connections());
    }
  }

  private static KeepingServer start(RawServer.Script... scripts) throws Exception {
    return KeepingServer.start(TlsServer.listener(certificate), scripts);
  }

  private static PooledTransport transport(Tls.Library library) {
    return new PooledTransport(
        Proxies.none(), Tls.of(library, env, Optional.empty(), Optional.empty()));
  }

  private static String answer(PooledTransport transport, KeepingServer server, String prompt)
      throws IOException {
    URI uri = URI.create("https://127.0.0.1:" + server.port() + "/v1");
    Request request = new Request("POST", uri, List.of(), prompt, Duration.ofSeconds(30));
    try (Response response = transport.send(request)) {
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
