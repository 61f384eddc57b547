package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The field that asks for an answer that fits a JSON Schema, in the way that the provider knows.
 */
final class OpenAiChatSchema {
  /** The field has to have a name, and nothing is made of it. */
  private static final String NAME = "answer";

  private OpenAiChatSchema() {}

  /** The field; null where the instruction alone asks for it. */
  static @Nullable JsonObject responseFormat(JsonObject schema, Quirks quirks) {
    return switch (quirks.structuredOutput()) {
      case JSON_SCHEMA ->
          JsonObject.builder()
              .put("type", "json_schema")
              .put(
                  "json_schema",
                  JsonObject.builder()
                      .put("name", NAME)
                      .put("schema", schema)
                      .put("strict", OpenAiChatStrictness.allows(schema))
                      .build())
              .build();
      case JSON_OBJECT -> JsonObject.builder().put("type", "json_object").build();
      case PROMPT, NONE -> null;
    };
  }
}
