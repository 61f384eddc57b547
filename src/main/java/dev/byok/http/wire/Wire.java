package dev.byok.http.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * An open connection.
 *
 * @param plain the TCP connection
 * @param socket what is read and written: the same, or TLS over it
 * @param watch stopped; it closes the TCP connection
 * @param left what its opening left of the time up to the answer's body
 */
record Wire(Socket plain, Socket socket, Watch watch, Duration left) implements Closeable {
  /** Closes the TCP connection: closing TLS properly would wait for the other side. */
  @Override
  public void close() throws IOException {
    plain.close();
  }
}
