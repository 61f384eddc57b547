package dev.byok.cli.compare;

import dev.byok.client.Terms;
import dev.byok.failure.Failure;
import dev.byok.routing.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the models that are compared.
 *
 * @param place its place in the order asked, from 0
 * @param reference as the user wrote it
 * @param route null where the reference leads nowhere
 * @param terms null where there is no route
 * @param refusal why it is not asked at all; null when it is
 */
public record Candidate(
    int place,
    String reference,
    @Nullable Route route,
    @Nullable Terms terms,
    @Nullable Failure refusal) {

  /** The same, not to be asked. */
  Candidate refused(Failure why) {
    return new Candidate(place, reference, route, terms, why);
  }

  /**
   * The way to it, when it is to be asked.
   *
   * @throws Failure when it is not
   */
  Route openRoute() {
    if (refusal != null) {
      throw refusal;
    }
    return Objects.requireNonNull(route);
  }

  /** The same on that way. */
  Candidate on(Route other, Terms asked) {
    return new Candidate(place, reference, other, asked, refusal);
  }
}
