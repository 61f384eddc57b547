package dev.byok.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends one request at any stage. When this is closed, whatever the request is waiting for fails,
 * and so does everything it would wait for afterwards.
 */
public final class Cancellation implements Closeable {
  private @Nullable Future<?> resolving;
  private @Nullable Socket socket;
  private boolean cancelled;

  /** Registers the look-up of a name, before it is waited for. */
  public synchronized void covers(Future<?> lookUp) throws IOException {
    resolving = lookUp;
    check();
  }

  /** Registers a TCP connection, before it connects. It replaces an earlier one. */
  public synchronized void covers(Socket connection) throws IOException {
    socket = connection;
    check();
  }

  /**
   * Lets go of the connection, since its request is over and others may use it. Returns false if
   * this was closed before.
   */
  public synchronized boolean releases() {
    socket = null;
    return !cancelled;
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public synchronized void close() throws IOException {
    cancelled = true;
    if (resolving != null) {
      resolving.cancel(true);
    }
    if (socket != null) {
      socket.close();
    }
  }

  private void check() throws IOException {
    if (cancelled) {
      throw new SocketException("cancelled");
    }
  }
}
