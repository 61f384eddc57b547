package dev.byok.http;

import java.io.Closeable;

/** Who may want to end a request before it ends by itself. */
public interface Canceller {
  /**
   * Closing this, from any thread, ends the request, or its answer. Told once for each request,
   * before anything is waited for.
   */
  void opened(Closeable connection);
}
