package dev.byok.budget;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Selects the requests that a budget counts. A null field matches any request.
 *
 * @param provider a provider's id
 * @param key a key's name
 */
public record Scope(@Nullable String provider, @Nullable String key) {
  static final Scope ALL = new Scope(null, null);

  boolean holds(String requestProvider, @Nullable String requestKey) {
    return (provider == null || provider.equals(requestProvider))
        && (key == null || key.equals(requestKey));
  }

  static Scope of(JsonObject json) {
    return new Scope(json.text("provider"), json.text("key"));
  }

  /** Returns "" or, after a blank, words such as {@code for the key "openai:work"}. */
  String words() {
    StringBuilder words = new StringBuilder();
    if (key != null) {
      words.append(" for the key \"").append(key).append('"');
    }
    if (provider != null) {
      words.append(key == null ? " for the provider \"" : " of \"").append(provider).append('"');
    }
    return words.toString();
  }
}
