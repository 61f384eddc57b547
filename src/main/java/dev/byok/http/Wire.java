package dev.byok.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/**
 * An open connection.
 *
 * @param plain the TCP connection
 * @param socket what is read and written: the same, or TLS over it
 */
record Wire(Socket plain, Socket socket) implements Closeable {
  /** Closes the TCP connection: closing TLS properly would wait for the other side. */
  @Override
  public void close() throws IOException {
    plain.close();
  }
}
