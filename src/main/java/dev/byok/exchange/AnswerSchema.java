package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.json.schema.JsonSchema;
import dev.byok.json.schema.NotASchemaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks an answer against the schema that it must match. */
final class AnswerSchema {
  private AnswerSchema() {}

  /** What is wrong with an answer, or null if it matches. */
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
    return failure.hint("the answer is on stdout; ask again, or use another model");
  }
}
