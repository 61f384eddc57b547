package dev.byok.client;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Header;
import dev.byok.keys.forms.KeyForm;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that a provider needs with every request: who asks, and how. */
public final class RequestHeaders {
  private RequestHeaders() {}

  /** The headers for one request, with the route's key. */
  public static List<Header> of(Route route, String userAgent) {
    List<Header> headers = open(route.provider(), userAgent);
    Provider.Auth auth = route.provider().auth();
    Secret secret = route.credential().secret();
    if (secret != null && !auth.header().isEmpty()) {
      headers.add(new Header.Credential(auth.header(), auth.prefix(), secret));
    }
    String organization = route.settings().organization();
    if (organization != null) {
      requireUuid(organization);
      headers.add(new Header.Plain("X-KiloCode-OrganizationId", organization));
    }
    return headers;
  }

  /** The headers, without a key, for what anybody may read. */
  public static List<Header> open(Provider provider, String userAgent) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("User-Agent", userAgent));
    for (Map.Entry<String, @Nullable Object> header : provider.headers().entrySet()) {
      headers.add(new Header.Plain(header.getKey(), String.valueOf(header.getValue())));
    }
    return headers;
  }

  /** Kilo refuses anything but a UUID, but only after it has seen the key. */
  private static void requireUuid(String organization) {
    if (!organization.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
      throw Failure.of(
              Kind.USAGE, UserWord.quoted(organization) + " is not the id of a Kilo organization")
          .provider(KeyForm.KILO.provider())
          .hint("it looks like 123e4567-e89b-12d3-a456-426614174000; nothing was sent");
    }
  }
}
