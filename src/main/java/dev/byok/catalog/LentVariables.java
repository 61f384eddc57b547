package dev.byok.catalog;

import dev.byok.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables by which clients of a provider find a gateway instead of it.
 *
 * @param base variables for a base URL, each with the path that its client expects after the key's
 *     name, which may be ""
 * @param keys variables for the token; empty where no client reads a base URL from a variable,
 *     since it would send the token to the provider
 * @param wire the wire format that clients of these variables speak, if they serve other providers
 *     of that format as well; otherwise null
 * @param agents the path after the key's name for agents that get a base URL by the provider's id
 *     in the public price list; null where no such agent can use the gateway
 */
public record LentVariables(
    Map<String, String> base, List<String> keys, @Nullable String wire, @Nullable String agents) {

  static LentVariables of(JsonObject json) {
    Map<String, String> base = new LinkedHashMap<>();
    JsonObject paths = json.at("base");
    for (String variable : paths.fields().keySet()) {
      String path = paths.text(variable);
      if (path == null) {
        throw new IllegalStateException("providers.json: " + variable + " has no path");
      }
      base.put(variable, path);
    }
    return new LentVariables(base, json.texts("key"), json.text("wire"), json.text("agents"));
  }
}
