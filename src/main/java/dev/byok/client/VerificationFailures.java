package dev.byok.client;

import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** The texts of the contract for the three known failures; others keep their own. */
final class VerificationFailures {
  private VerificationFailures() {}

  /** What the provider reported instead of an answer. */
  static Failure of(Route route, ProviderError error, @Nullable String location) {
    Secret secret = route.credential().secret();
    Redaction redaction = secret == null ? Redaction.none() : Redaction.of(secret);
    Failure told = new ProviderFailures(route, redaction).of(error, location);
    Failure reworded = reworded(route, told);
    // Where the provider says more than that a key is wrong, the next step is another one too.
    boolean special = error.classify(route.provider().id()).hint() != null;
    String hint = special ? told.hint() : null;
    return hint == null ? reworded : reworded.hint(hint);
  }

  /** The key may use no such model. */
  static Failure notListed(Route route, String model) {
    return Failure.of(Kind.NO_MODEL, "Invalid model name. Validation failed.")
        .provider(route.provider().id())
        .detail(
            route.provider().name()
                + " lists no model "
                + Redaction.quoted(model)
                + " for this key")
        .hint("check the name, or leave --model away and name the model when you send");
  }

  /** The failure as a verification tells it. */
  static Failure reworded(Route route, Failure failure) {
    return switch (failure.kind()) {
      case KEY_REJECTED, NO_KEY ->
          withText(Kind.KEY_REJECTED, failure, "Invalid key. Validation failed.")
              .hint(
                  route.provider().keyUrl() == null
                      ? "check the key, and that it belongs to the host " + route.endpoint().host()
                      : "check the key at " + route.provider().keyUrl());
      case NO_MODEL ->
          withText(Kind.NO_MODEL, failure, "Invalid model name. Validation failed.")
              .hint("check the model's name and the host " + route.endpoint().host());
      case QUOTA ->
          withText(Kind.QUOTA, failure, "You exceeded your current quota.")
              .hint("add credit, or --no-verify stores the key all the same");
      default -> failure;
    };
  }

  private static Failure withText(Kind kind, Failure failure, String firstLine) {
    Failure reworded = Failure.of(kind, firstLine).provider(failure.provider());
    for (String detail : failure.details()) {
      reworded = reworded.detail(detail);
    }
    Integer status = failure.status();
    return status == null ? reworded : reworded.status(status);
  }
}
