package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** JSON objects, written shortly. */
final class Fields {
  private Fields() {}

  /** Names and values by turns. */
  static JsonObject object(@Nullable Object... fields) {
    JsonObject.Builder object = JsonObject.builder();
    for (int i = 0; i < fields.length; i += 2) {
      object.put(String.valueOf(fields[i]), fields[i + 1]);
    }
    return object.build();
  }
}
