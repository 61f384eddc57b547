package dev.byok.catalog;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A path of a provider's API, perhaps with a query.
 *
 * @param path begins with a slash, or is a whole address on another host of the provider
 * @param belowHost whether it is below the host itself instead of the base URL
 */
public record ApiPath(String path, boolean belowHost) {
  static @Nullable ApiPath orNull(JsonObject json) {
    return json.text("path") == null ? null : of(json);
  }

  static ApiPath of(JsonObject json) {
    String path = json.text("path");
    if (path == null) {
      throw new IllegalStateException("providers.json: an address without a path");
    }
    return new ApiPath(path, "host".equals(json.text("below")));
  }

  /** Returns whether it is a whole address, on another host than the base URL's. */
  public boolean isElsewhere() {
    return !path.startsWith("/");
  }
}
