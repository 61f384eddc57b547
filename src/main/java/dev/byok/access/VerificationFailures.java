package dev.byok.access;

import dev.byok.client.ProviderFailures;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import org.jspecify.annotations.Nullable;

/** Gives the three known failures of a verification fixed texts; others keep their own. */
public final class VerificationFailures {
  private VerificationFailures() {}

  /** Returns the failure for a provider's report. */
  static Failure of(Route route, ProviderError error, @Nullable String location) {
    return of(route, error, location, ProviderFailures.redaction(route));
  }

  /** Returns the failure for a provider's report where the key has parts that no text may show. */
  public static Failure of(
      Route route, ProviderError error, @Nullable String location, Redaction redaction) {
    Failure told = new ProviderFailures(route, redaction).of(error, location);
    Failure reworded = reworded(route, told);
    // Where the provider says more about a model or credit, its next step differs too.
    boolean special =
        (told.kind() == Kind.NO_MODEL || told.kind() == Kind.QUOTA)
            && error.classify(route.provider().id()).hint() != null;
    String hint = special ? told.hint() : null;
    return hint == null ? reworded : reworded.hint(hint);
  }

  /** Returns the failure for a model that the key may not use. */
  static Failure notListed(Route route, String model) {
    return Failure.of(Kind.NO_MODEL, "Invalid model name. Validation failed.")
        .provider(route.provider().id())
        .detail(
            route.provider().name() + " lists no model " + UserWord.quoted(model) + " for this key")
        .hint("check the name, or omit --model");
  }

  /** Returns the failure in the words of a verification. */
  static Failure reworded(Route route, Failure failure) {
    return switch (failure.kind()) {
      case KEY_REJECTED, NO_KEY -> rejected(route, failure);
      case NO_MODEL ->
          failure
              .reworded(Kind.NO_MODEL, "Invalid model name. Validation failed.")
              .hint("check the model's name and the host " + route.endpoint().host());
      case QUOTA ->
          failure
              .reworded(Kind.QUOTA, "You exceeded your current quota.")
              .hint("add credit, or use --no-verify to store the key anyway");
      default -> failure;
    };
  }

  /**
   * Returns the failure for a rejected key. A failure whose hint is not about another key stays as
   * it is: the provider knows the key, which lacks something else.
   */
  private static Failure rejected(Route route, Failure failure) {
    if (failure.keyHint() == null && failure.hint() != null) {
      return failure;
    }
    String check =
        route.provider().keyUrl() == null
            ? "check the key, and that it belongs to the host " + route.endpoint().host()
            : "check the key at " + route.provider().keyUrl();
    if (failure.ownHint() != null) {
      check += "; " + failure.ownHint();
    }
    return failure.reworded(Kind.KEY_REJECTED, "Invalid key. Validation failed.").hint(check);
  }
}
