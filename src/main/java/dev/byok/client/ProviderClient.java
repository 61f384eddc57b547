package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;

/** Sends an ask along a route. */
public interface ProviderClient {
  /** Returns the request that {@link #ask} would send first. */
  Request request(Route route, Ask ask, Terms terms);

  /** Begins in the background what the connection will need. */
  default void prepare(Route route) {}

  /**
   * Sends the ask and returns when the provider begins to answer.
   *
   * @throws dev.byok.failure.Failure if it does not
   */
  Answer ask(Route route, Ask ask, Terms terms, Progress progress);
}
