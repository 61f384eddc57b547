package dev.byok.access.kilo;

import dev.byok.access.VerificationRequest;
import dev.byok.catalog.ApiPath;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.ProviderFailures;
import dev.byok.client.SmallBody;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whether the Kilo Gateway holds a key of the caller's own for a model. Where it holds none it
 * spends the caller's credits without a word, so this is asked before a prompt is sent.
 */
public final class StoredKiloKeys {
  private static final ApiPath MODELS = new ApiPath("/models", false);

  private final VerificationRequest requests;

  public StoredKiloKeys(Transport transport, String userAgent) {
    this.requests = new VerificationRequest(transport, userAgent);
  }

  /**
   * Returns when the route's model would be billed to a key of the caller's own.
   *
   * @throws Failure of kind {@code NO_KEY} when it would not, {@code NO_MODEL} when it is not
   *     listed, or another when the gateway could not be asked
   */
  public void require(Route route) {
    for (JsonObject listed : models(route)) {
      String id = listed.text("id");
      if (id != null && id.equalsIgnoreCase(route.model())) {
        if (listed.is("hasUserByokAvailable")) {
          return;
        }
        throw Failure.of(
                Kind.NO_KEY,
                "the Kilo Gateway holds no key of yours for " + UserWord.quoted(route.model()))
            .provider(route.provider().id())
            .detail("it would spend your Kilo credits; nothing was sent")
            .hint("store your key in your Kilo profile, or leave --require-byok away");
      }
    }
    throw Failure.of(
            Kind.NO_MODEL, "the Kilo Gateway lists no model " + UserWord.quoted(route.model()))
        .provider(route.provider().id())
        .detail("whether it holds a key of yours for it cannot be told; nothing was sent")
        .hint("byok models kilo lists them");
  }

  private List<JsonObject> models(Route route) {
    try (Response response = requests.withKey(route, MODELS)) {
      if (response.status() / 100 != 2) {
        throw new ProviderFailures(route, ProviderFailures.redaction(route))
            .of(
                HttpProviderClient.readError(response, SmallBody.PATIENCE),
                response.header("location").orElse(null));
      }
      String body = new String(SmallBody.read(response), StandardCharsets.UTF_8);
      return Json.parseObject(body).objects("data");
    } catch (IOException | JsonSyntaxException broken) {
      throw Failure.of(Kind.UNAVAILABLE, "the list of models of the Kilo Gateway broke off")
          .provider(route.provider().id())
          .hint("try again; nothing was sent")
          .causedBy(broken);
    }
  }
}
