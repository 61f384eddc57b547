package dev.byok.cli.compare;

import dev.byok.cli.ask.AnswerJson;
import dev.byok.cli.line.FailureJson;
import dev.byok.conversation.Usage;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.routing.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one model.
 *
 * @param outcome what came; null if nothing was asked
 * @param failure why the answer is not complete; null if it is
 */
public record Result(Candidate candidate, @Nullable Outcome outcome, @Nullable Failure failure) {
  /** The object of {@code run --json}, or the error with the model it is about. */
  JsonObject toJson() {
    if (failure == null && outcome != null) {
      return AnswerJson.of(outcome);
    }
    Failure told = Objects.requireNonNull(failure);
    Route route = candidate.route();
    if (route != null && told.provider() == null) {
      told = told.provider(route.provider().id());
    }
    JsonObject object =
        FailureJson.of(
            told,
            outcome == null ? "" : outcome.reply().text(),
            outcome == null ? Usage.unknown() : outcome.reply().usage());
    JsonObject error =
        object
            .at("error")
            .with("key", keyName(route))
            .with("model", route == null ? candidate.reference() : route.model())
            .with("ref", route == null ? candidate.reference() : route.reference());
    return object.with("error", error);
  }

  private static @Nullable String keyName(@Nullable Route route) {
    return route == null || route.credential().isNone() ? null : route.key().toString();
  }

  /**
   * The text to print instead of an answer, or after an incomplete one; empty for a complete one.
   */
  String mark() {
    return failure == null ? "" : "(failed: " + failure.kind().label() + ")";
  }
}
