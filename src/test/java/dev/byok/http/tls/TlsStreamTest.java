package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.RawServer;
import dev.byok.testing.SilentServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks time-outs, cuts and cancellation over TLS, with either library and indexed roots. */
@Timeout(30)
final class TlsStreamTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir static Path folder;

  private static Issued certificate;
  private static Path index;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Issued root = TestCertificates.authority("Indexed Root").selfSigned();
    certificate =
        TestCertificates.server().under(TestCertificates.authority("Between").under(root));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", root.certificate());
    index = folder.resolve("roots");
    RootIndex.write(store, index);
  }

  /** Servers behind one address choose the certificate and the service by this name. */
  @ParameterizedTest
  @EnumSource
  void the_server_is_told_the_name_of_every_host_but_a_literal(Tls.Library library)
      throws Exception {
    Issued root = TestCertificates.authority("Naming Root").selfSigned();
    Issued leaf = TestCertificates.server().dns("api.example.com").ip("::1").under(root);
    Tls tls =
        Tls.of(
            library,
            Map.of("SSL_CERT_FILE", root.pem(folder).toString()),
            Optional.empty(),
            Optional.empty());
    try (TlsServer server = TlsServer.start(leaf)) {
      for (String host : List.of("api.example.com", "localhost", "127.0.0.1", "::1")) {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
        try (Socket secure = tls.wrap(plain, host, server.port())) {
          secure
              .getOutputStream()
              .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          assertTrue(secure.getInputStream().readAllBytes().length > 0);
        }
      }
      assertEquals(
          List.of("api.example.com", "localhost"),
          server.serverNames().stream()
              .map(name -> name.replaceFirst(".*value=", "").replace(")", "").strip())
              .toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void times_out_in_the_handshake_and_before_the_headers(Tls.Library library) throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> transport(library).send(request(deaf.getLocalPort(), "x", SHORT)));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertTrue(failure.text().endsWith("said nothing for 2 s"), failure.text());
    }
    try (TlsServer server = TlsServer.start(certificate, RawServer.stallBeforeHeaders())) {
      Failure failure =
          assertThrows(
              Failure.class, () -> transport(library).send(request(server.port(), "x", SHORT)));
      assertTrue(failure.text().endsWith("said nothing for 2 s"), failure.text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void times_out_in_the_body_and_gives_what_came_before(Tls.Library library) throws Exception {
    try (TlsServer server = TlsServer.start(certificate, RawServer.stallMidEvent());
        Response response = transport(library).send(request(server.port(), "x", SHORT))) {
      assertEquals(
          "data: {\"half\":", new String(response.body().readNBytes(14), StandardCharsets.UTF_8));
      assertThrows(IdleTimeoutException.class, () -> response.body().read());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tells_a_cut_body(Tls.Library library) throws Exception {
    for (RawServer.Script cut : List.of(RawServer.chunkedCut(), RawServer.shortContentLength())) {
      try (TlsServer server = TlsServer.start(certificate, cut);
          Response response = transport(library).send(request(server.port(), "x", LONG))) {
        IOException failure = assertThrows(IOException.class, () -> response.body().readAllBytes());
        assertFalse(failure instanceof IdleTimeoutException);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sends_a_long_body_and_reads_a_long_answer(Tls.Library library) throws Exception {
    String body = "ü".repeat(1 << 20);
    try (TlsServer server =
            TlsServer.start(certificate, RawServer.answer(200, "y".repeat(3 << 20)));
        Response response = transport(library).send(request(server.port(), body, LONG))) {
      assertEquals(3 << 20, response.body().readAllBytes().length);
      String request = server.requests().getFirst();
      assertTrue(request.contains("Content-Length: " + (2 << 20)));
      assertEquals(request.length() - (2 << 20), request.indexOf("\r\n\r\n") + "\r\n\r\n".length());
    }
  }

  @ParameterizedTest
  @EnumSource
  void stops_a_blocked_read_when_it_is_closed(Tls.Library library) throws Exception {
    try (TlsServer server = TlsServer.start(certificate, RawServer.stallAfterHeaders())) {
      Response response = transport(library).send(request(server.port(), "x", LONG));
      CompletableFuture<Throwable> reader = new CompletableFuture<>();
      Thread.ofPlatform()
          .start(() -> {
            try {
              reader.complete(new AssertionError(response.body().read()));
            } catch (IOException stopped) {
              reader.complete(stopped);
            }
          });
      Thread.sleep(300);
      response.close();
      assertInstanceOf(IOException.class, reader.get(30, TimeUnit.SECONDS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void is_cancelled_in_the_handshake_and_before_the_headers(Tls.Library library) throws Exception {
    try (SilentServer deaf = SilentServer.start();
        TlsServer server = TlsServer.start(certificate, RawServer.stallBeforeHeaders())) {
      Failure greeting = cancelled(library, deaf.port(), () -> deaf.connections() > 0);
      assertEquals(Kind.INTERRUPTED, greeting.kind(), greeting.text());
      assertTrue(greeting.isUnsent());
      Failure waiting = cancelled(library, server.port(), () -> !server.requests().isEmpty());
      assertEquals(Kind.INTERRUPTED, waiting.kind(), waiting.text());
      assertFalse(waiting.isUnsent());
    }
  }

  /** Returns the failure of a request that is canceled at that moment. */
  private static Failure cancelled(Tls.Library library, int port, BooleanSupplier moment) {
    CompletableFuture<Closeable> opened = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (!moment.getAsBoolean()) {
              Thread.sleep(5);
            }
            opened.join().close();
          } catch (InterruptedException | IOException odd) {
            opened.completeExceptionally(odd);
          }
        });
    return assertThrows(
        Failure.class, () -> transport(library).send(request(port, "x", LONG), opened::complete));
  }

  @ParameterizedTest
  @EnumSource
  void names_an_index_that_is_broken(Tls.Library library) throws Exception {
    Path broken = Files.writeString(folder.resolve(library + "-broken"), "no index");
    Tls tls = Tls.of(library, Map.of(), Optional.empty(), Optional.of(broken));
    tls.prepare();
    try (TlsServer server = TlsServer.start(certificate)) {
      Failure failure =
          assertThrows(
              Failure.class,
              () ->
                  new SocketTransport(Proxies.none(), tls).send(request(server.port(), "x", LONG)));
      assertEquals(Kind.FILE, failure.kind());
      assertTrue(failure.text().contains(broken.toString()));
    }
  }

  private static Transport transport(Tls.Library library) {
    Tls tls = Tls.of(library, Map.of(), Optional.empty(), Optional.of(index));
    tls.prepare();
    return new SocketTransport(Proxies.none(), tls);
  }

  private static Request request(int port, String body, Duration idle) {
    return new Request(
        "POST", URI.create("https://localhost:" + port + "/v1"), List.of(), body, idle);
  }
}
