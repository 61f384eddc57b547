package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Builds the field that asks for an answer that fits a JSON Schema, in the provider's form. */
final class OpenAiChatSchema {
  /** The field must have a name, which serves no purpose. */
  private static final String NAME = "answer";

  private OpenAiChatSchema() {}

  /** Returns the field, or null where only the system prompt asks for the schema. */
  static @Nullable JsonObject responseFormat(JsonObject schema, Quirks quirks) {
    return switch (quirks.structuredOutput()) {
      case JSON_SCHEMA ->
          JsonObject.builder()
              .put("type", "json_schema")
              .put("json_schema", named(JsonObject.builder(), schema).build())
              .build();
      case JSON_OBJECT -> JsonObject.builder().put("type", "json_object").build();
      case PROMPT, NONE -> null;
    };
  }

  /** Returns the same request in the form of Responses, whose field is {@code text.format}. */
  static @Nullable JsonObject textFormat(JsonObject schema, Quirks quirks) {
    return switch (quirks.structuredOutput()) {
      case JSON_SCHEMA -> named(JsonObject.builder().put("type", "json_schema"), schema).build();
      case JSON_OBJECT -> JsonObject.builder().put("type", "json_object").build();
      case PROMPT, NONE -> null;
    };
  }

  private static JsonObject.Builder named(JsonObject.Builder format, JsonObject schema) {
    return format
        .put("name", NAME)
        .put("schema", schema)
        .put("strict", OpenAiChatStrictness.allows(schema));
  }
}
