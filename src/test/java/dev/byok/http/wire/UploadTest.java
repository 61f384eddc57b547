package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks servers that answer a long request before they have read all of it. */
@Timeout(60)
final class UploadTest {
  private static final int LENGTH = 32 << 20;
  private static final Duration LONG = Duration.ofSeconds(40);

  private final Transport transport =
      new SocketTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty()));

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 413, 503})
  void a_refusal_is_read_at_once_from_a_server_that_neither_reads_nor_closes(int status)
      throws IOException {
    String refusal = "HTTP/1.1 " + status + " No\r\nContent-Length: 3\r\n\r\nbig";
    try (Early server =
        new Early(socket -> {
          say(socket, refusal);
          TimeUnit.SECONDS.sleep(50);
        })) {
      try (Response response = transport.send(server.request(LONG))) {
        assertEquals(status, response.status());
        assertEquals("big", text(response));
      }
    }
  }

  @Test
  void a_refusal_is_read_from_a_server_that_resets_the_connection() throws IOException {
    try (Early server =
            new Early(socket -> {
              say(socket, "HTTP/1.1 413 No\r\nContent-Length: 3\r\n\r\nbig");
              TimeUnit.MILLISECONDS.sleep(300);
              socket.setSoLinger(true, 0);
            });
        Response response = transport.send(server.request(LONG))) {
      assertEquals(413, response.status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n"})
  void an_interim_answer_ends_nothing(String interim) throws IOException {
    try (Early server =
            new Early(socket -> {
              say(socket, interim);
              say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" + body(socket));
            });
        Response response = transport.send(server.request(LONG))) {
      assertEquals(String.valueOf(LENGTH), text(response));
    }
  }

  @Test
  void a_success_that_begins_early_gets_the_whole_request() throws IOException {
    try (Early server =
            new Early(socket -> {
              say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              say(socket, "8\r\n" + body(socket) + "\r\n0\r\n\r\n");
            });
        Response response = transport.send(server.request(LONG))) {
      assertEquals(200, response.status());
      assertEquals(String.valueOf(LENGTH), text(response));
    }
  }

  @Test
  void the_silence_behind_a_long_request_is_not_waited_out_for_ever() throws IOException {
    try (Early server =
        new Early(socket -> {
          body(socket);
          TimeUnit.SECONDS.sleep(50);
        })) {
      Request request = server.request(Duration.ofSeconds(2));
      Failure failure = assertThrows(Failure.class, () -> transport.send(request));
      assertTrue(failure.text().contains("said nothing for 2 s"), failure.text());
    }
  }

  /** The time-out applies to each piece of a request, not to the whole. */
  @Test
  void a_slow_reader_gets_its_time() throws IOException {
    try (Early server =
            new Early(socket -> {
              for (int i = 0; i < 8; i++) {
                socket.getInputStream().readNBytes(LENGTH / 10);
                TimeUnit.MILLISECONDS.sleep(400);
              }
              body(socket);
              say(socket, "HTTP/1.1 204 Done\r\n\r\n");
            });
        Response response = transport.send(server.request(Duration.ofSeconds(2)))) {
      assertEquals(204, response.status());
    }
  }

  private static void say(Socket socket, String what) throws IOException {
    socket.getOutputStream().write(what.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads up to the last byte of the request, and returns how many bytes of its body came. */
  private static int body(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[64 * 1024];
    int length = 0;
    for (int count = in.read(buffer); ; count = in.read(buffer)) {
      for (int i = 0; i < count; i++) {
        length += buffer[i] == 'x' ? 1 : 0;
      }
      if (count <= 0 || buffer[count - 1] == '!') {
        return length;
      }
    }
  }

  private static String text(Response response) throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A server that plays its script as soon as a request begins. */
  private record Early(ServerSocket listener, CompletableFuture<Void> served)
      implements AutoCloseable {
    Early(RawServer.Script script) throws IOException {
      this(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), new CompletableFuture<>());
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try (Socket socket = listener.accept()) {
              socket.getInputStream().read();
              script.play(socket);
              served.complete(null);
            } catch (IOException | InterruptedException failed) {
              served.completeExceptionally(failed);
            }
          });
    }

    Request request(Duration idle) {
      URI uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      return new Request("POST", uri, List.of(), "x".repeat(LENGTH) + "!", idle);
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
