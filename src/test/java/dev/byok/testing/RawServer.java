package dev.byok.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A loopback server whose answers are bytes and whose faults have names. It records every request
 * as received. The n-th connection plays the n-th script, later ones the last.
 */
public final class RawServer implements Closeable {
  /** What one connection does once it has read its request. */
  @FunctionalInterface
  public interface Script {
    void play(Socket socket) throws IOException, InterruptedException;
  }

  private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

  private final ServerSocket listener;
  private final BiFunction<Integer, String, Script> answers;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<byte[]> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private RawServer(ServerSocket listener, BiFunction<Integer, String, Script> answers) {
    this.listener = listener;
    this.answers = answers;
  }

  public static RawServer start(Script... scripts) throws IOException {
    List<Script> all = List.of(scripts);
    return listen((number, request) -> all.get(Math.min(number, all.size() - 1)));
  }

  /** A server whose answer depends on the request. */
  public static RawServer answering(Function<String, Script> answers) throws IOException {
    return listen((number, request) -> answers.apply(request));
  }

  private static RawServer listen(BiFunction<Integer, String, Script> answers) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    RawServer server = new RawServer(listener, answers);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** A whole answer with a Content-Length. */
  public static Script answer(int status, String body) {
    return bytes(
        "HTTP/1.1 %d Told\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  /** An answer that ends with the connection, with one write for each part. */
  public static Script events(String... parts) {
    return socket -> {
      write(socket, EVENTS + "\r\n");
      for (String part : parts) {
        write(socket, part);
      }
    };
  }

  /** Exactly these bytes (as UTF-8), then the end of the connection. */
  public static Script bytes(String wire) {
    return socket -> write(socket, wire);
  }

  public static Script closeBeforeAnswer() {
    return socket -> {};
  }

  public static Script closeAfterHeaders() {
    return bytes(EVENTS + "Content-Length: 10\r\n\r\n");
  }

  public static Script stallBeforeHeaders() {
    return socket -> Thread.sleep(60_000);
  }

  public static Script stallAfterHeaders() {
    return stallAfter(EVENTS + "Transfer-Encoding: chunked\r\n\r\n");
  }

  public static Script stallMidEvent() {
    return stallAfter(EVENTS + "\r\ndata: {\"half\":");
  }

  /** These bytes, then silence with the connection open. */
  public static Script stallAfter(String wire) {
    return socket -> {
      write(socket, wire);
      Thread.sleep(60_000);
    };
  }

  /** An endless line, sent until the client goes away. */
  public static Script endlessLine() {
    return endless(EVENTS + "\r\ndata: ", "x".repeat(8192));
  }

  public static Script endlessHeaders() {
    return endless("HTTP/1.1 200 OK\r\n", "X-Filler: " + "x".repeat(1000) + "\r\n");
  }

  public static Script shortContentLength() {
    return bytes(EVENTS + "Content-Length: 100\r\n\r\ndata: {}\n\n");
  }

  public static Script chunkedCut() {
    return bytes(EVENTS + "Transfer-Encoding: chunked\r\n\r\na\r\ndata: {}\n\n\r\n");
  }

  /** A reset instead of an answer. */
  public static Script reset() {
    return socket -> socket.setSoLinger(true, 0);
  }

  public static Script resetMidBody() {
    return socket -> {
      write(socket, EVENTS + "\r\ndata: {}\n\n");
      Thread.sleep(100);
      socket.setSoLinger(true, 0);
    };
  }

  public static Script oneByteAtATime(String wire) {
    return socket -> {
      for (byte each : wire.getBytes(StandardCharsets.UTF_8)) {
        socket.getOutputStream().write(each);
        Thread.sleep(1);
      }
    };
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public int connections() {
    return connections.get();
  }

  /** Returns each request as received, head and body, one character per byte. */
  public List<String> requests() {
    return requests.stream()
        .map(request -> new String(request, StandardCharsets.ISO_8859_1))
        .toList();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        int number = connections.getAndIncrement();
        Thread.ofVirtual().start(() -> serve(socket, number));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      byte[] request = request(socket.getInputStream());
      requests.add(request);
      answers.apply(number, new String(request, StandardCharsets.ISO_8859_1)).play(socket);
    } catch (IOException gone) {
      // Many tests are about clients that go away.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one request: its head, and as many bytes of body as Content-Length says. */
  static byte[] request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      int value = in.read();
      if (value < 0) {
        return bytes.toByteArray();
      }
      bytes.write(value);
      if (value == '\n') {
        head = bytes.toString(StandardCharsets.ISO_8859_1);
      }
    }
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        bytes.write(in.readNBytes(Integer.parseInt(line.substring(15).strip())));
      }
    }
    return bytes.toByteArray();
  }

  private static Script endless(String start, String filler) {
    return flood(start.getBytes(StandardCharsets.UTF_8), filler.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends these bytes, then the filler again and again as fast as the client reads. */
  public static Script flood(byte[] start, byte[] filler) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    while (block.size() < 32 * 1024) {
      block.writeBytes(filler);
    }
    byte[] again = block.toByteArray();
    return socket -> {
      socket.getOutputStream().write(start);
      while (true) {
        socket.getOutputStream().write(again);
      }
    };
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
