package dev.byok.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A loopback server that reads whatever it is sent, in any protocol, and never answers. */
public final class SilentServer implements Closeable {
  private final ServerSocket listener;
  private final CountDownLatch spokenTo = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();

  private SilentServer(ServerSocket listener) {
    this.listener = listener;
  }

  public static SilentServer start() throws IOException {
    SilentServer server =
        new SilentServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /** Waits for the first byte of the first connection. */
  public void awaitSpokenTo() throws InterruptedException {
    spokenTo.await();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> listen(socket));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void listen(Socket socket) {
    try (socket) {
      while (socket.getInputStream().read() >= 0) {
        spokenTo.countDown();
      }
    } catch (IOException gone) {
      // This server is made for clients that go away.
    }
  }
}
