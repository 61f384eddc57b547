package dev.byok.access;

import dev.byok.routing.Route;

/**
 * Asks the route's model for one token, where no listing proves a key or a model. It may cost
 * something: whoever asks writes that down.
 */
@FunctionalInterface
public interface OneToken {
  /**
   * Asks once, without a second attempt.
   *
   * @throws dev.byok.failure.Failure when the provider does not answer
   */
  void ask(Route route);
}
