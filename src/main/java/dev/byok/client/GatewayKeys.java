package dev.byok.client;

import dev.byok.catalog.ApiPath;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.BoundedInput;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.Watch;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Whether the Kilo Gateway holds a key of the caller's own for a model. Where it holds none it
 * spends the caller's credits without a word, so this is asked before a prompt is sent.
 */
public final class GatewayKeys {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final ApiPath MODELS = new ApiPath("/models", false);

  private final Transport transport;
  private final String userAgent;

  public GatewayKeys(Transport transport, String userAgent) {
    this.transport = transport;
    this.userAgent = userAgent;
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
                Kind.NO_KEY, "the Kilo Gateway holds no key of yours for \"" + route.model() + "\"")
            .provider(route.provider().id())
            .detail("it would spend your Kilo credits; nothing was sent")
            .hint("store your key in your Kilo profile, or leave --require-byok away");
      }
    }
    throw Failure.of(Kind.NO_MODEL, "the Kilo Gateway lists no model \"" + route.model() + "\"")
        .provider(route.provider().id())
        .detail("whether it holds a key of yours for it cannot be told; nothing was sent")
        .hint("byok models kilo lists them");
  }

  private List<JsonObject> models(Route route) {
    List<Header> headers = RequestHeaders.of(route, userAgent);
    headers.add(new Header.Plain("Accept", "application/json"));
    Request request =
        new Request("GET", Addresses.of(route.endpoint(), MODELS), headers, null, PATIENCE);
    try (Response response = transport.send(request)) {
      if (response.status() / 100 != 2) {
        throw HttpProviderClient.failures(route)
            .of(
                HttpProviderClient.readError(response, PATIENCE),
                response.header("location").orElse(null));
      }
      try (Watch watch = new Watch(response)) {
        watch.start(PATIENCE);
        byte[] body = new BoundedInput(response.body(), LARGEST_BODY).readAllBytes();
        return Json.parseObject(new String(body, StandardCharsets.UTF_8)).objects("data");
      }
    } catch (IOException | JsonSyntaxException broken) {
      throw Failure.of(Kind.UNAVAILABLE, "the list of models of the Kilo Gateway broke off")
          .provider(route.provider().id())
          .hint("try again; nothing was sent")
          .causedBy(broken);
    }
  }
}
