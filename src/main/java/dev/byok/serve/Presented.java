package dev.byok.serve;

import dev.byok.serve.listen.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The credentials that a program presents. All are dropped before a request goes on, whichever of
 * them is byok's token.
 */
final class Presented {
  /** Headers that can hold a credential. */
  static final Set<String> HEADERS =
      Set.of(
          "authorization",
          "x-api-key",
          "x-goog-api-key",
          "api-key",
          "proxy-authorization",
          "cookie");

  private static final String BEARER = "bearer ";

  private Presented() {}

  /** Returns every credential, in the order of the headers, then the query's. */
  static List<String> of(Incoming request) {
    List<String> found = new ArrayList<>();
    for (Incoming.Field field : request.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.equals("authorization")) {
        String value = field.value().strip();
        if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
          found.add(value.substring(BEARER.length()).strip());
        }
      } else if (name.equals("x-api-key")
          || name.equals("x-goog-api-key")
          || name.equals("api-key")) {
        found.add(field.value().strip());
      }
    }
    int mark = request.target().indexOf('?');
    if (mark >= 0) {
      for (String part : request.target().substring(mark + 1).split("&", -1)) {
        if (part.startsWith("key=")) {
          found.add(part.substring("key=".length()));
        }
      }
    }
    return found;
  }

  /** Returns a query without its credential. */
  static String withoutKey(String query) {
    StringBuilder kept = new StringBuilder();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!name.equals("key") && !name.contains("%") && !part.isEmpty()) {
        kept.append(kept.isEmpty() ? "" : "&").append(part);
      }
    }
    return kept.toString();
  }
}
