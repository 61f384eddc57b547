package dev.byok.client;

import dev.byok.catalog.ApiPath;
import dev.byok.http.Endpoint;
import java.net.URI;

/** Where a provider's paths lead, seen from the endpoint of a route. */
final class Addresses {
  private Addresses() {}

  /**
   * The address of a path. One that is elsewhere is for the provider's own keys alone: the caller
   * asks before it sends a key of another host there.
   */
  static URI of(Endpoint endpoint, ApiPath path) {
    if (path.isElsewhere()) {
      return Endpoint.of(path.path().split("\\?", 2)[0], false).base().resolve(path.path());
    }
    return path.belowHost() ? endpoint.resolveFromHost(path.path()) : endpoint.resolve(path.path());
  }
}
