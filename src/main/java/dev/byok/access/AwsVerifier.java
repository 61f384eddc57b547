package dev.byok.access;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.routing.Route;

/** Proves a key of AWS, whose requests are signed by a client of their own. */
@FunctionalInterface
public interface AwsVerifier {
  /**
   * Asks the region of the route whether it knows the key, without spending a token.
   *
   * @throws dev.byok.failure.Failure when the key is rejected, or nobody could be asked
   */
  Verdict verify(Route route);
}
