package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.testing.RawServer;
import dev.byok.testing.SilentServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that a request can be canceled at any point of its two minutes. */
@Timeout(20)
final class CancellationTest {
  private static final Tls TLS = Tls.of(Map.of(), Optional.empty());
  private final Transport transport = new SocketTransport(Proxies.none(), TLS);

  @Test
  void before_it_begins() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{}"))) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> transport.send(request(server.url()), CancellationTest::closeNow));
      assertEquals(Kind.INTERRUPTED, failure.kind());
      assertTrue(failure.isUnsent());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void while_the_name_is_looked_up() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Connector.Resolver silent =
        host -> {
          asked.countDown();
          try {
            Thread.sleep(60_000);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          throw new java.net.UnknownHostException(host);
        };
    Sending sending =
        new Sending(new SocketTransport(Proxies.none(), TLS, silent), "http://name.test:81");
    asked.await();
    assertTrue(sending.interrupted().isUnsent());
  }

  @Test
  void while_it_connects_and_tries_no_further_address() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
      assumeTrue(fills(full, waiting), "this system takes every connection");
      Connector.Resolver twice = host -> new InetAddress[] {loopback, loopback};
      Sending sending =
          new Sending(
              new SocketTransport(Proxies.none(), TLS, twice),
              "http://name.test:" + full.getLocalPort());
      // Only the kernel can see a connection that is not accepted.
      Thread.sleep(200);
      assertTrue(sending.interrupted().isUnsent());
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void in_the_tls_handshake() throws Exception {
    try (SilentServer server = SilentServer.start()) {
      Sending sending = new Sending(transport, "https://127.0.0.1:" + server.port());
      server.awaitSpokenTo();
      assertTrue(sending.interrupted().isUnsent());
    }
  }

  @Test
  void while_a_proxy_connects() throws Exception {
    try (SilentServer proxy = SilentServer.start()) {
      Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()));
      Sending sending = new Sending(new SocketTransport(proxies, TLS), "https://provider.test");
      proxy.awaitSpokenTo();
      assertTrue(sending.interrupted().isUnsent());
    }
  }

  @Test
  void before_the_headers_when_it_may_have_been_seen() throws Exception {
    try (SilentServer server = SilentServer.start()) {
      Sending sending = new Sending(transport, "http://127.0.0.1:" + server.port());
      server.awaitSpokenTo();
      assertFalse(sending.interrupted().isUnsent());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void in_the_body_by_the_same_means() throws Exception {
    try (RawServer server = RawServer.start(RawServer.stallMidEvent())) {
      CompletableFuture<Closeable> opened = new CompletableFuture<>();
      try (Response response = transport.send(request(server.url()), opened::complete)) {
        InputStream body = response.body();
        assertEquals("data: {\"half\":".length(), body.readNBytes(14).length);
        Thread.ofVirtual().start(() -> closeNow(opened.join()));
        assertThrows(IOException.class, body::read);
      }
    }
  }

  /** Fills the queue of a listener that never accepts; returns whether it got full. */
  private static boolean fills(ServerSocket listener, List<Socket> waiting) throws IOException {
    for (int i = 0; i < 20; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(
            new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 200);
      } catch (SocketTimeoutException full) {
        return true;
      }
    }
    return false;
  }

  private static void closeNow(Closeable connection) {
    try {
      connection.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Request request(String uri) {
    return new Request("POST", URI.create(uri), List.of(), "prompt", Duration.ofMinutes(2));
  }

  /** A request that runs on its own thread. */
  private static final class Sending {
    private final CompletableFuture<Closeable> opened = new CompletableFuture<>();
    private final CompletableFuture<Failure> failed = new CompletableFuture<>();

    Sending(Transport transport, String uri) {
      Thread.ofPlatform().daemon().start(() -> send(transport, uri));
    }

    private void send(Transport transport, String uri) {
      try (Response response = transport.send(request(uri), opened::complete)) {
        failed.completeExceptionally(new AssertionError("HTTP " + response.status()));
      } catch (Failure failure) {
        failed.complete(failure);
      } catch (IOException | RuntimeException odd) {
        failed.completeExceptionally(odd);
      }
    }

    /** Cancels the request and returns its failure. */
    Failure interrupted() throws Exception {
      assertFalse(failed.isDone());
      opened.get(10, TimeUnit.SECONDS).close();
      Failure failure = failed.get(10, TimeUnit.SECONDS);
      assertEquals(Kind.INTERRUPTED, failure.kind(), failure.text());
      return failure;
    }
  }
}
