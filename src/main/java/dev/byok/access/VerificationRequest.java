package dev.byok.access;

import dev.byok.access.models.ListedModels;
import dev.byok.catalog.ApiPath;
import dev.byok.client.Addresses;
import dev.byok.client.RequestHeaders;
import dev.byok.client.SmallBody;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a question about a key gets: with the key, or what anybody may read. */
public final class VerificationRequest {
  private final Transport transport;
  private final String userAgent;

  public VerificationRequest(Transport transport, String userAgent) {
    this.transport = transport;
    this.userAgent = userAgent;
  }

  /** Sends the key along. */
  public Response withKey(Route route, ApiPath path) {
    return send(route, path, RequestHeaders.of(route, userAgent));
  }

  /** Sends no key. */
  Response open(Route route, ApiPath path) {
    return send(route, path, RequestHeaders.open(route.provider(), userAgent));
  }

  private Response send(Route route, ApiPath path, List<Header> with) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("Accept", "application/json"));
    headers.addAll(with);
    return transport.send(
        new Request("GET", Addresses.of(route, path), headers, null, SmallBody.PATIENCE));
  }

  /** The models that an answer lists; null when it holds no list. */
  static @Nullable ListedModels models(Response response, Route route) {
    return ListedModels.of(json(response, route));
  }

  /** The JSON of an answer; null when it is none. */
  static @Nullable Object json(Response response, Route route) {
    try {
      return Json.parse(new String(SmallBody.read(response), StandardCharsets.UTF_8));
    } catch (JsonSyntaxException noJson) {
      return null;
    } catch (IOException brokenBody) {
      throw Failure.of(Kind.UNAVAILABLE, "the answer of " + route.provider().name() + " broke off")
          .provider(route.provider().id())
          .hint("try again")
          .causedBy(brokenBody);
    }
  }
}
