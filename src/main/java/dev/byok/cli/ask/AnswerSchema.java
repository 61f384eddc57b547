package dev.byok.cli.ask;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.json.schema.JsonSchema;
import dev.byok.json.schema.NotASchemaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema of {@code --schema}: read before anything is sent, and held against the answer. */
final class AnswerSchema {
  private static final int LARGEST = 1024 * 1024;

  private AnswerSchema() {}

  /** The schema in that file; null when none was named. */
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

  /** What is wrong with an answer; null when it fits. */
  static @Nullable Failure mismatch(JsonObject schema, String answer) {
    List<String> violations;
    try {
      violations = JsonSchema.of(schema).violations(Json.parse(answer));
    } catch (JsonSyntaxException noJson) {
      violations = List.of(noJson.getMessage() + " in the answer");
    } catch (NotASchemaException broken) {
      throw new IllegalStateException("the schema was one before", broken);
    }
    if (violations.isEmpty()) {
      return null;
    }
    Failure failure = Failure.of(Kind.MISMATCH, "the answer does not fit the schema");
    for (String violation : violations) {
      failure = failure.detail(violation);
    }
    return failure.hint("it is on stdout as it came; ask again, or use another model");
  }

  private static Failure notASchema(String file, String why) {
    return Failure.of(Kind.USAGE, UserWord.quoted(file) + " is no JSON Schema")
        .detail(why)
        .hint("a schema is a JSON object such as {\"type\":\"object\"}; nothing was sent");
  }
}
