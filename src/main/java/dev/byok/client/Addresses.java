package dev.byok.client;

import dev.byok.catalog.ApiPath;
import dev.byok.http.Endpoint;
import dev.byok.routing.Route;
import java.net.URI;

/** Resolves a provider's paths against the endpoint of a route. */
public final class Addresses {
  private Addresses() {}

  /**
   * Returns a dialect's path on the route's wire. The base URL may already have what comes before
   * it: some providers show it so to those who use OpenAI's libraries.
   */
  public static String onWire(Route route, String path) {
    String before = route.wire().path();
    boolean hasIt = String.valueOf(route.endpoint().base().getRawPath()).endsWith(before);
    return hasIt ? path : before.concat(path);
  }

  /**
   * Returns the address of a path, with the API version if the key's settings name one. A path that
   * is elsewhere is only for the provider's own keys: the caller must check before it sends a key
   * of another host there.
   */
  public static URI of(Route route, ApiPath path) {
    String version = route.settings().apiVersion();
    String joint = path.path().contains("?") ? "&" : "?";
    String whole = version == null ? path.path() : path.path() + joint + "api-version=" + version;
    if (path.isElsewhere()) {
      return Endpoint.of(path.path().split("\\?", 2)[0], false).base().resolve(whole);
    }
    return path.belowHost()
        ? route.endpoint().resolveFromHost(whole)
        : route.endpoint().resolve(whole);
  }
}
