package dev.byok.dialects;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A JSON Schema in words, for models that no field tells it to. */
final class SchemaInstruction {
  private SchemaInstruction() {}

  /** The system text with the schema below it. */
  static String below(@Nullable String system, JsonObject schema) {
    String instruction =
        "Answer with one JSON value that fits this JSON Schema, and with nothing else: no"
            + " explanation and no code fence.\n"
            + Json.write(schema);
    return system == null || system.isEmpty() ? instruction : system + "\n\n" + instruction;
  }
}
