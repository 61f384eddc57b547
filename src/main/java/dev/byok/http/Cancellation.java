package dev.byok.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends one request wherever it is: whatever it waits for when this is closed fails, and so does all
 * that it would wait for afterwards.
 */
public final class Cancellation implements Closeable {
  private @Nullable Future<?> resolving;
  private @Nullable Socket socket;
  private boolean cancelled;

  /** The look-up of a name is about to be waited for. */
  public synchronized void covers(Future<?> lookUp) throws IOException {
    resolving = lookUp;
    check();
  }

  /** A TCP connection, in place of an earlier one: to be told before it connects. */
  public synchronized void covers(Socket connection) throws IOException {
    socket = connection;
    check();
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
