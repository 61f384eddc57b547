package dev.byok.access;

import dev.byok.routing.Route;

/**
 * Asks the route's model for one token, where no listing can check a key or a model. This may cost
 * something, so whoever asks records it.
 */
@FunctionalInterface
public interface OneToken {
  /**
   * Asks once, without retries.
   *
   * @throws dev.byok.failure.Failure when the provider does not answer
   */
  void ask(Route route);
}
