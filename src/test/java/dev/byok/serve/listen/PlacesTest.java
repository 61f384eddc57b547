package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.serve.listen.bind.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks the listener at each kind of address, by the time that all clocks show. */
@Timeout(60)
final class PlacesTest {
  private static final byte[] IPV4 = {127, 0, 0, 1};
  private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final String GET = "GET / HTTP/1.1\r\n\r\n";

  private final List<Throwable> problems = new CopyOnWriteArrayList<>();

  private Listener listener(Address address, Ceilings limits, Handler handler) {
    return Listener.open(address, limits, handler, (what, cause) -> problems.add(cause));
  }

  @Test
  void both_addresses_of_loopback_are_served() throws IOException {
    assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByAddress(IPV6)) != null);
    try (Listener listener = listener(new Address.Port(0, true), Ceilings.usual(), Served::echo)) {
      assertNull(listener.path());
      for (byte[] each : new byte[][] {IPV4, IPV6}) {
        try (RawClient client = RawClient.of(each, listener.port())) {
          assertEquals("GET / []", client.ask(GET).body());
        }
      }
    }
  }

  @Test
  void times_are_looked_at() throws IOException {
    SomeLimits limits = new SomeLimits();
    limits.silence = Duration.ofMillis(40);
    limits.idle = Duration.ofMillis(40);
    Address address = new Address.Port(0, false);
    try (Listener listener = listener(address, limits.build(), Served::echo);
        RawClient slow = RawClient.of(listener);
        RawClient idle = RawClient.of(listener)) {
      assertEquals(408, slow.ask("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n").status());
      assertEquals(200, idle.ask(GET).status());
      assertTrue(idle.isAtEnd());
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void a_unix_socket_is_served(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("s");
    CountDownLatch gone = new CountDownLatch(1);
    Handler handler =
        (request, answer) -> {
          if (request.target().equals("/silent")) {
            answer.onGone(gone::countDown);
            answer.head(200, List.of(), -1);
            Served.await(gone);
          } else if (request.target().equals("/cut")) {
            answer.head(200, List.of(), 10);
            answer.cut();
          } else {
            Served.echo(request, answer);
          }
        };
    try (Listener listener = listener(new Address.Socket(path), Ceilings.usual(), handler)) {
      assertEquals(path, listener.path());
      assertEquals(0, listener.port());
      String length = "HTTP/1.1 200 OK\r\nContent-Length: ";
      assertEquals(
          length.replace("C", "Content-Type: text/plain\r\nC")
              + "16\r\nConnection: close\r\n\r\nPOST /a [hello!]",
          answer(path, "POST /a HTTP/1.1\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello!"));
      assertEquals(length + "10\r\n\r\n", answer(path, "GET /cut HTTP/1.1\r\n\r\n"));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        client.write(
            ByteBuffer.wrap("GET /silent HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertEquals('H', Channels.newInputStream(client).read());
      }
      Served.await(gone);
    }
    assertFalse(Files.exists(path));
    assertEquals(List.of(), problems);
  }

  private static String answer(Path path, String request) throws IOException {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      OutputStream out = Channels.newOutputStream(client);
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = Channels.newInputStream(client).readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII);
    }
  }
}
