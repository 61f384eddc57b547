package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;

/** Sends what is asked along routes. */
public interface ProviderClient {
  /** The request that {@link #ask} would send first. */
  Request request(Route route, Ask ask, Terms terms);

  /**
   * Sends it and returns when the provider begins to answer.
   *
   * @throws dev.byok.failure.Failure when it does not
   */
  Answer ask(Route route, Ask ask, Terms terms, Progress progress);
}
