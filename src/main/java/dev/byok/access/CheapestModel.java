package dev.byok.access;

import dev.byok.access.models.ListedModels;
import dev.byok.catalog.ApiPath;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.SmallBody;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Response;
import dev.byok.routing.Route;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The model that costs the key's owner least, from the list that anybody may read. */
final class CheapestModel {
  private final VerificationRequest requests;

  CheapestModel(VerificationRequest requests) {
    this.requests = requests;
  }

  /** Its id; null when a server of the user's own has no list. */
  @Nullable String of(Route route, boolean ownHost) {
    ApiPath path = KeyListing.reachable(route.provider().modelList().path(), ownHost);
    if (path == null) {
      return null;
    }
    ListedModels models = listed(route, path, ownHost);
    String cheapest = models == null ? null : models.cheapest();
    if (cheapest == null && !ownHost) {
      throw Failure.of(
              Kind.UNAVAILABLE, route.provider().name() + " lists no model to check a key with")
          .provider(route.provider().id())
          .hint("--model names one");
    }
    return cheapest;
  }

  private @Nullable ListedModels listed(Route route, ApiPath path, boolean ownHost) {
    try (Response response = requests.open(route, path)) {
      if (response.status() / 100 == 2) {
        return VerificationRequest.models(response, route);
      }
      if (ownHost && response.status() == 404) {
        return null;
      }
      ProviderError error = HttpProviderClient.readError(response, SmallBody.PATIENCE);
      throw VerificationFailures.of(route, error, response.header("location").orElse(null));
    } catch (IOException notClosed) {
      throw Failure.of(Kind.UNAVAILABLE, "the answer of " + route.provider().name() + " broke off")
          .provider(route.provider().id())
          .hint("try again")
          .causedBy(notClosed);
    }
  }
}
