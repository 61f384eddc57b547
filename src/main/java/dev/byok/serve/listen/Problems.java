package dev.byok.serve.listen;

/** Learns what went wrong inside the listener or its handler, and was not the client's fault. */
@FunctionalInterface
public interface Problems {
  /**
   * Reports one problem.
   *
   * @param what a line that contains nothing of a request
   */
  void problem(String what, Throwable cause);
}
