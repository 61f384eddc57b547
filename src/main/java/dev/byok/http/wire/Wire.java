package dev.byok.http.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * An open connection.
 *
 * @param plain the TCP connection
 * @param socket {@code plain}, or TLS over it
 * @param watch closes the TCP connection; stopped at first
 * @param left what opening left of the time until the answer's body
 */
record Wire(Socket plain, Socket socket, Watch watch, Duration left) implements Closeable {
  /** Closes only the TCP connection: closing TLS properly would wait for the other side. */
  @Override
  public void close() throws IOException {
    plain.close();
  }
}
