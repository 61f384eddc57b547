package dev.byok.client;

import dev.byok.catalog.ApiPath;
import dev.byok.catalog.Verification;
import dev.byok.dialects.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.BoundedInput;
import dev.byok.http.Endpoint;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.Watch;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proves a key with the cheapest request that can: it spends no tokens, and asks nobody but the
 * key's own host.
 */
public final class KeyVerifier {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST_BODY = 16 * 1024 * 1024;

  private final Transport transport;
  private final String userAgent;

  public KeyVerifier(Transport transport, String userAgent) {
    this.transport = transport;
    this.userAgent = userAgent;
  }

  /** What a verification found out. */
  public enum Verdict {
    /** The provider knows the key. */
    PROVEN,
    /** This server offers nothing to check a key with. */
    NOT_CHECKABLE
  }

  /**
   * Asks the provider.
   *
   * @param ownHost whether the host was given by the user, who is then the only one asked
   * @param model a model that the key must be allowed to use, or null
   * @throws Failure of kind KEY_REJECTED, NO_MODEL or QUOTA with the texts of the contract, or of
   *     another kind when the provider could not be asked
   */
  public Verdict verify(Route route, boolean ownHost, @Nullable String model) {
    Verification how = route.provider().verification();
    URI address = address(how, route.endpoint(), ownHost);
    if (address == null) {
      return Verdict.NOT_CHECKABLE;
    }
    try (Response response = transport.send(request(route, address))) {
      int status = response.status();
      if (status / 100 == 2) {
        if (model != null && how.listsModels() && !ownHost) {
          requireModel(response, model, route);
        }
        return Verdict.PROVEN;
      }
      ProviderError error = HttpProviderClient.readError(response, PATIENCE);
      boolean missing = status == 404 || status == 405 || status == 501;
      if (missing && !namesTheModel(error) && (how.optional() || ownHost)) {
        return Verdict.NOT_CHECKABLE;
      }
      throw failure(route, error, response.header("location").orElse(null));
    } catch (IOException brokenBody) {
      throw Failure.of(Kind.UNAVAILABLE, "the answer of " + route.provider().name() + " broke off")
          .provider(route.provider().id())
          .hint("try again")
          .causedBy(brokenBody);
    }
  }

  /** Whether the report itself, not its status alone, says that there is no such model. */
  private static boolean namesTheModel(ProviderError error) {
    return new ProviderError(0, error.codes(), error.message(), null).kind() == Kind.NO_MODEL;
  }

  private Request request(Route route, URI address) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("Accept", "application/json"));
    headers.addAll(RequestHeaders.of(route, userAgent));
    return new Request("GET", address, headers, null, PATIENCE);
  }

  /**
   * A verification on another host of the provider's is not for keys that belong to a host of the
   * user's own.
   */
  private static @Nullable URI address(Verification how, Endpoint endpoint, boolean ownHost) {
    ApiPath path = how.path();
    return path == null || (path.isElsewhere() && ownHost) ? null : Addresses.of(endpoint, path);
  }

  private static void requireModel(Response response, String model, Route route)
      throws IOException {
    byte[] body;
    try (Watch watch = new Watch(response)) {
      watch.start(PATIENCE);
      body = new BoundedInput(response.body(), LARGEST_BODY).readAllBytes();
    }
    try {
      List<JsonObject> models =
          Json.parseObject(new String(body, StandardCharsets.UTF_8)).objects("data");
      for (JsonObject listed : models) {
        if (model.equals(listed.text("id"))) {
          return;
        }
      }
      if (!models.isEmpty()) {
        throw Failure.of(Kind.NO_MODEL, "Invalid model name. Validation failed.")
            .provider(route.provider().id())
            .detail(route.provider().name() + " lists no model \"" + model + "\" for this key")
            .hint("check the name, or leave --model away and name the model when you send");
      }
    } catch (JsonSyntaxException noList) {
      throw Failure.of(
              Kind.UNAVAILABLE, route.provider().name() + " sent a list of models that is no JSON")
          .provider(route.provider().id())
          .hint("--no-verify stores the key unchecked")
          .causedBy(noList);
    }
  }

  private static Failure failure(Route route, ProviderError error, @Nullable String location) {
    Secret secret = route.credential().secret();
    Redaction redaction = secret == null ? Redaction.none() : Redaction.of(secret);
    Failure failure = new ProviderFailures(route, redaction).of(error, location);
    return switch (failure.kind()) {
      case KEY_REJECTED ->
          reworded(failure, "Invalid key. Validation failed.")
              .hint(
                  route.provider().keyUrl() == null
                      ? "check the key, and that it belongs to the host " + route.endpoint().host()
                      : "check the key at " + route.provider().keyUrl());
      case NO_MODEL ->
          reworded(failure, "Invalid model name. Validation failed.")
              .hint("check the model's name and the host " + route.endpoint().host());
      case QUOTA ->
          reworded(failure, "You exceeded your current quota.")
              .hint("add credit, or --no-verify stores the key all the same");
      default -> failure;
    };
  }

  private static Failure reworded(Failure failure, String firstLine) {
    Failure reworded = Failure.of(failure.kind(), firstLine).provider(failure.provider());
    for (String detail : failure.details()) {
      reworded = reworded.detail(detail);
    }
    Integer status = failure.status();
    return status == null ? reworded : reworded.status(status);
  }
}
