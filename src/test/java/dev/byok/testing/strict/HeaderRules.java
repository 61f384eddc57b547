package dev.byok.testing.strict;

import dev.byok.testing.strict.Violation.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a request may have; any other is refused.
 *
 * @param credential the header that carries the key
 * @param prefix what precedes the key in that header
 * @param required headers that must be there besides, each with the pattern of its value
 * @param allowed headers that may be there, each with the pattern of its value
 */
record HeaderRules(
    String credential, String prefix, Map<String, String> required, Map<String, String> allowed) {
  private static final List<String> CREDENTIALS =
      List.of(
          "authorization",
          "x-api-key",
          "x-goog-api-key",
          "api-key",
          "cookie",
          "proxy-authorization",
          "x-amz-security-token");

  private static final Map<String, String> ALWAYS =
      Map.of(
          "host", "127\\.0\\.0\\.1:[0-9]+",
          "connection", "close",
          "content-length", "[0-9]+",
          "content-type", "application/json",
          "user-agent", "byok/[0-9].*",
          "accept", "text/event-stream|application/json");

  static HeaderRules bearer() {
    return new HeaderRules("authorization", "Bearer ", Map.of(), Map.of());
  }

  static HeaderRules plain(String credential) {
    return new HeaderRules(credential, "", Map.of(), Map.of());
  }

  @Nullable Violation check(Received request, String key) {
    for (String name : CREDENTIALS) {
      if (!name.equals(credential) && !request.header(name).isEmpty()) {
        return Violation.outside(Kind.CREDENTIAL, "unexpected header " + name);
      }
    }
    if (!(prefix + key).equals(request.only(credential))) {
      return Violation.outside(
          Kind.CREDENTIAL, "not once the right key in the header " + credential);
    }
    Map<String, String> must = new TreeMap<>(ALWAYS);
    must.putAll(required);
    for (Map.Entry<String, String> header : must.entrySet()) {
      String value = request.only(header.getKey());
      if (value == null || !value.matches(header.getValue())) {
        return wrong(header.getKey(), request.header(header.getKey()));
      }
    }
    for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (must.containsKey(name) || name.equals(credential)) {
        continue;
      }
      String pattern = allowed.get(name);
      List<String> values = header.getValue();
      if (pattern == null || values.size() != 1 || !values.getFirst().matches(pattern)) {
        return wrong(name, values);
      }
    }
    return null;
  }

  private static Violation wrong(String name, List<String> values) {
    return Violation.outside(Kind.HEADER, "the header " + name + " is " + values);
  }
}
