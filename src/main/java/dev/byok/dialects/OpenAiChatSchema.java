package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.catalog.Quirks.StructuredOutput;
import dev.byok.conversation.Prompt;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** How an answer that fits a JSON Schema is asked for, in the way that the provider knows. */
final class OpenAiChatSchema {
  /** The field has to have a name, and nothing is made of it. */
  private static final String NAME = "answer";

  private OpenAiChatSchema() {}

  /**
   * The system text, with the schema in it where there is no field for it.
   *
   * @throws dev.byok.failure.Failure of kind {@code USAGE} where it cannot be asked for at all
   */
  static @Nullable String system(Prompt prompt, JsonObject schema, Call call) {
    StructuredOutput way = call.quirks().structuredOutput();
    if (way == StructuredOutput.NONE) {
      throw Unsupported.option("--schema", call);
    }
    // Where JSON is asked for by a field too, the word has to stand in a message.
    return way == StructuredOutput.JSON_SCHEMA
        ? prompt.system()
        : SchemaInstruction.below(prompt.system(), schema);
  }

  /** The field that asks for it; null where the instruction alone does. */
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
