package dev.byok.dialects;

import dev.byok.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges the fields of two JSON objects. */
final class Merge {
  private Merge() {}

  /** Returns all fields, merging objects in the same field; of other values the second wins. */
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
