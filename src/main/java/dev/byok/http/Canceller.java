package dev.byok.http;

import java.io.Closeable;

/** A caller that may end a request before it ends by itself. */
public interface Canceller {
  /**
   * Receives the handle of a request, once and before anything is waited for. Closing it, from any
   * thread, ends the request or its answer.
   */
  void opened(Closeable connection);
}
