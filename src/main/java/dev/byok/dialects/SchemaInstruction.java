package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.catalog.Quirks.StructuredOutput;
import dev.byok.conversation.Prompt;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Puts a JSON Schema into the system prompt, for providers that have no field for it. */
public final class SchemaInstruction {
  private SchemaInstruction() {}

  /** Returns whether the schema itself goes into a field of the request. */
  public static boolean hasField(Quirks quirks) {
    return quirks.structuredOutput() == StructuredOutput.JSON_SCHEMA;
  }

  /**
   * Returns the system prompt of a request, with the schema after the user's text where no field
   * takes it; null for none.
   *
   * @throws dev.byok.failure.Failure of kind {@code USAGE} where a schema cannot be requested
   */
  public static @Nullable String system(Prompt prompt, Call call) {
    String system = prompt.system();
    // Some providers refuse an empty text.
    String own = system == null || system.isEmpty() ? null : system;
    JsonObject schema = prompt.options().schema();
    if (schema == null || hasField(call.quirks())) {
      return own;
    }
    if (call.quirks().structuredOutput() == StructuredOutput.NONE) {
      throw Unsupported.option("--schema", call);
    }
    return below(own, schema);
  }

  /** Returns the system prompt with the schema after it. */
  public static String below(@Nullable String system, JsonObject schema) {
    String instruction =
        "Answer with one JSON value that fits this JSON Schema, and with nothing else: no"
            + " explanation and no code fence.\n"
            + Json.write(schema);
    return system == null || system.isEmpty() ? instruction : system + "\n\n" + instruction;
  }
}
