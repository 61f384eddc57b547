package dev.byok.testing.strict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a provider sees it.
 *
 * @param target path and query, exactly as received
 * @param headers names in lower case, each with all its values
 */
public record Received(
    String method, String target, Map<String, List<String>> headers, String body) {
  String path() {
    return target.split("\\?", 2)[0];
  }

  /** Returns what follows the question mark, or an empty text. */
  String query() {
    String[] parts = target.split("\\?", 2);
    return parts.length == 2 ? parts[1] : "";
  }

  List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** Returns the only value of that header, or null if there is none or more than one. */
  public @Nullable String only(String name) {
    List<String> values = header(name);
    return values.size() == 1 ? values.getFirst() : null;
  }
}
