package dev.byok.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A loopback server that keeps its connections for more requests, until a script closes one. It
 * records which connection each request came on.
 */
public final class KeepingServer implements Closeable {
  private final ServerSocket listener;
  private final BiFunction<Integer, String, RawServer.Script> answers;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();

  /**
   * A request as received, one character per byte.
   *
   * @param connection the number of the connection, from 0
   */
  public record Received(int connection, String text) {}

  private record Connection(Socket socket, CountDownLatch over) {}

  private KeepingServer(
      ServerSocket listener, BiFunction<Integer, String, RawServer.Script> answers) {
    this.listener = listener;
    this.answers = answers;
  }

  /** A server that plays the n-th script for the n-th request, and the last for all later ones. */
  public static KeepingServer start(RawServer.Script... scripts) throws IOException {
    return start(loopback(), scripts);
  }

  /** A server whose answer depends on the request. */
  public static KeepingServer answering(Function<String, RawServer.Script> answers)
      throws IOException {
    return listen(loopback(), (number, request) -> answers.apply(request));
  }

  public static KeepingServer start(ServerSocket listener, RawServer.Script... scripts) {
    List<RawServer.Script> all = List.of(scripts);
    return listen(listener, (number, request) -> all.get(Math.min(number, all.size() - 1)));
  }

  private static ServerSocket loopback() throws IOException {
    return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  private static KeepingServer listen(
      ServerSocket listener, BiFunction<Integer, String, RawServer.Script> answers) {
    KeepingServer server = new KeepingServer(listener, answers);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** Sends these bytes and closes the connection. */
  public static RawServer.Script last(String wire) {
    return socket -> {
      RawServer.bytes(wire).play(socket);
      socket.close();
    };
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** Returns the number of the connection of each request. */
  public List<Integer> connections() {
    return requests.stream().map(Received::connection).toList();
  }

  /** Waits until a connection is closed, by whichever side. */
  public void awaitEnd(int connection) throws InterruptedException {
    if (!connections.get(connection).over.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the connection " + connection + " is still open");
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Connection each : connections) {
      each.socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        // What a script says is sent when it says it.
        socket.setTcpNoDelay(true);
        int number = connections.size();
        Connection connection = new Connection(socket, new CountDownLatch(1));
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection, number));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void serve(Connection connection, int number) {
    try (Socket socket = connection.socket) {
      while (!socket.isClosed()) {
        byte[] request = RawServer.request(socket.getInputStream());
        if (request.length == 0) {
          return;
        }
        script(new Received(number, new String(request, StandardCharsets.ISO_8859_1))).play(socket);
      }
    } catch (IOException gone) {
      // Many tests are about connections that break.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      connection.over.countDown();
    }
  }

  private synchronized RawServer.Script script(Received request) {
    requests.add(request);
    return answers.apply(requests.size() - 1, request.text);
  }
}
