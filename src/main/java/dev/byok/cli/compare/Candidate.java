package dev.byok.cli.compare;

import dev.byok.client.Terms;
import dev.byok.failure.Failure;
import dev.byok.routing.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the compared models.
 *
 * @param place its position in the order asked, from 0
 * @param reference as the user wrote it
 * @param route null if the reference does not resolve
 * @param terms null if there is no route
 * @param refusal why the model is not asked; null if it is asked
 */
public record Candidate(
    int place,
    String reference,
    @Nullable Route route,
    @Nullable Terms terms,
    @Nullable Failure refusal) {

  Candidate refused(Failure why) {
    return new Candidate(place, reference, route, terms, why);
  }

  /**
   * Returns the route of a candidate that may be asked.
   *
   * @throws Failure if it may not be asked
   */
  Route openRoute() {
    if (refusal != null) {
      throw refusal;
    }
    return Objects.requireNonNull(route);
  }

  Candidate on(Route other, Terms asked) {
    return new Candidate(place, reference, other, asked, refusal);
  }
}
