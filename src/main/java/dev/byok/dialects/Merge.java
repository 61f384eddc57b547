package dev.byok.dialects;

import dev.byok.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields from two places in one request. */
final class Merge {
  private Merge() {}

  /** Both objects' fields; objects in the same field are merged too, else the second's wins. */
  static JsonObject deep(JsonObject first, JsonObject second) {
    JsonObject merged = first;
    for (Map.Entry<String, @Nullable Object> field : second.fields().entrySet()) {
      String name = field.getKey();
      Object value = field.getValue();
      JsonObject below = merged.object(name);
      if (below != null && value instanceof JsonObject object) {
        value = deep(below, object);
      }
      merged = merged.with(name, value);
    }
    return merged;
  }
}
