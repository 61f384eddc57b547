package dev.byok.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port on this machine that refuses connections. It is bound, so that no server of another test
 * gets it, but nobody listens on it.
 */
public final class ClosedPort implements AutoCloseable {
  private final Socket holder = new Socket();

  public ClosedPort() throws IOException {
    holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return holder.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + number();
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
