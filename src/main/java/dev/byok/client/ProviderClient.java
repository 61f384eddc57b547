package dev.byok.client;

import dev.byok.conversation.Prompt;
import dev.byok.http.Request;
import dev.byok.routing.Route;

/** Sends prompts along routes. */
public interface ProviderClient {
  /** The request that {@link #ask} would send first. */
  Request request(Route route, Prompt prompt, Terms terms);

  /**
   * Sends the prompt and returns when the provider begins to answer.
   *
   * @throws dev.byok.failure.Failure when it does not
   */
  Answer ask(Route route, Prompt prompt, Terms terms, Progress progress);
}
