package dev.byok.cli.ask;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.json.schema.JsonSchema;
import dev.byok.json.schema.NotASchemaException;
import org.jspecify.annotations.Nullable;

/** The schema of {@code --schema}, read before anything is sent. */
final class SchemaFile {
  private static final int LARGEST = 1024 * 1024;

  private SchemaFile() {}

  /** Reads the schema in the file; null if no file was named. */
  static @Nullable JsonObject read(@Nullable String file) {
    if (file == null) {
      return null;
    }
    byte[] bytes = PromptFiles.bytes(file);
    if (bytes.length > LARGEST) {
      throw notASchema(file, "it is longer than 1 MiB");
    }
    try {
      JsonObject schema = Json.parseObject(bytes);
      JsonSchema.of(schema);
      return schema;
    } catch (JsonSyntaxException | NotASchemaException broken) {
      throw notASchema(file, String.valueOf(broken.getMessage())).causedBy(broken);
    }
  }

  private static Failure notASchema(String file, String why) {
    return Failure.of(Kind.USAGE, UserWord.quoted(file) + " cannot be used as a JSON Schema")
        .detail(why)
        .hint("a schema is a JSON object such as {\"type\":\"object\"}; nothing was sent");
  }
}
