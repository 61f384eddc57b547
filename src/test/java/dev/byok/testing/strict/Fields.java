package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes JSON objects concisely. */
final class Fields {
  private Fields() {}

  /** Returns an object made of alternating names and values. */
  static JsonObject object(@Nullable Object... fields) {
    JsonObject.Builder object = JsonObject.builder();
    for (int i = 0; i < fields.length; i += 2) {
      object.put(String.valueOf(fields[i]), fields[i + 1]);
    }
    return object.build();
  }
}
