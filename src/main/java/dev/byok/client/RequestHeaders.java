package dev.byok.client;

import dev.byok.catalog.Provider;
import dev.byok.http.Header;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that a provider wants with every request: who asks, and how. */
final class RequestHeaders {
  private RequestHeaders() {}

  /** For one request with a key of one's own. */
  static List<Header> of(Route route, String userAgent) {
    List<Header> headers = open(route.provider(), userAgent);
    Provider.Auth auth = route.provider().auth();
    Secret secret = route.credential().secret();
    if (secret != null) {
      headers.add(new Header.Credential(auth.header(), auth.prefix(), secret));
    }
    String organization = route.settings().organization();
    if (organization != null) {
      headers.add(new Header.Plain("X-KiloCode-OrganizationId", organization));
    }
    return headers;
  }

  /** For what anybody may read: without a key. */
  static List<Header> open(Provider provider, String userAgent) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("User-Agent", userAgent));
    for (Map.Entry<String, @Nullable Object> header : provider.headers().entrySet()) {
      headers.add(new Header.Plain(header.getKey(), String.valueOf(header.getValue())));
    }
    return headers;
  }
}
