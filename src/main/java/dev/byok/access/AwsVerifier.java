package dev.byok.access;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.routing.Route;

/** Checks an AWS key, with a client that can sign requests. */
@FunctionalInterface
public interface AwsVerifier {
  /**
   * Asks the route's region whether it knows the key, without spending a token.
   *
   * @throws dev.byok.failure.Failure when the key is rejected, or AWS could not be asked
   */
  Verdict verify(Route route);
}
