package dev.byok.serve.listen;

import java.io.IOException;

/** Answers requests, each on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request. If it returns without an answer or throws, the listener answers 500, or
   * breaks an answer that had begun; a {@link RequestException} is answered with its status.
   */
  void handle(Incoming request, Outgoing answer) throws IOException;
}
