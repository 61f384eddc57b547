package dev.byok.access.models;

import dev.byok.client.ProviderFailures;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import org.jspecify.annotations.Nullable;

/** Says why a provider did not list its models. */
final class ListFailures {
  private final Route route;
  private final Redaction redaction;

  ListFailures(Route route, Redaction redaction) {
    this.route = route;
    this.redaction = redaction;
  }

  /** Returns the failure for the provider's report; {@code location} is where a redirect points. */
  Failure refused(ProviderError error, @Nullable String location) {
    Failure failure = new ProviderFailures(route, redaction).of(error, location);
    String status = " (HTTP " + error.status() + ")";
    return switch (failure.kind()) {
      case NO_KEY ->
          failure.reworded(failure.kind(), name() + " needs a key to list its models" + status);
      case NO_MODEL ->
          failure
              .reworded(failure.kind(), name() + " lists no models at this address" + status)
              .hint("name the model itself, or check the host: " + host());
      case REFUSED ->
          failure
              .reworded(failure.kind(), name() + " does not list its models" + status)
              .hint("name the model itself: " + route.key() + "/MODEL");
      default -> failure.askedOnce();
    };
  }

  /** Returns the failure for an answer that is not a model list. */
  Failure noList() {
    return Failure.of(Kind.UNAVAILABLE, name() + " did not return a model list")
        .provider(route.provider().id())
        .hint("name the model itself, or check the host: " + host());
  }

  /** Returns the failure for a connection that ended, fell silent or took too long. */
  Failure broken() {
    return Failure.of(Kind.UNAVAILABLE, "the model list of " + name() + " broke off")
        .provider(route.provider().id())
        .hint("try again");
  }

  private String host() {
    return route.endpoint().host();
  }

  private String name() {
    return route.provider().name();
  }
}
