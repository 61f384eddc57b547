package dev.byok.client;

import dev.byok.catalog.ApiPath;
import dev.byok.http.Endpoint;
import dev.byok.routing.Route;
import java.net.URI;

/** Where a provider's paths lead, seen from the endpoint of a route. */
public final class Addresses {
  private Addresses() {}

  /**
   * The address of a path, with the version that a key's interface wants with every request. One
   * that is elsewhere is for the provider's own keys alone: the caller asks before it sends a key
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
