package dev.byok.dialects.openai;

import dev.byok.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which schemas strict mode takes. It promises an answer that fits, but refuses a schema that
 * leaves anything open or says more than it can enforce. Those are sent without strict mode, since
 * the answer is validated either way.
 */
public final class OpenAiChatStrictness {
  /** Keywords whose value holds no further schemas. */
  private static final Set<String> PLAIN =
      Set.of(
          "$schema",
          "$id",
          "$ref",
          "title",
          "description",
          "type",
          "required",
          "additionalProperties",
          "enum",
          "const",
          "pattern",
          "format",
          "multipleOf",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minItems",
          "maxItems");

  private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "$defs", "definitions");

  private OpenAiChatStrictness() {}

  /** Returns whether strict mode takes this schema. */
  public static boolean allows(JsonObject schema) {
    return "object".equals(schema.text("type")) && isClosed(schema);
  }

  private static boolean isClosed(@Nullable Object value) {
    if (!(value instanceof JsonObject schema)) {
      return false;
    }
    boolean isObject =
        "object".equals(schema.text("type"))
            || schema.list("type").contains("object")
            || schema.has("properties");
    if (isObject && !requiresAll(schema)) {
      return false;
    }
    for (Map.Entry<String, @Nullable Object> keyword : schema.fields().entrySet()) {
      if (!isClosed(keyword.getKey(), keyword.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClosed(String keyword, @Nullable Object value) {
    if (PLAIN.contains(keyword)) {
      return true;
    }
    if (SCHEMAS_BY_NAME.contains(keyword) && value instanceof JsonObject named) {
      return areClosed(named.fields().values());
    }
    if (keyword.equals("anyOf") && value instanceof List<?> choices) {
      return areClosed(choices);
    }
    return keyword.equals("items") && isClosed(value);
  }

  private static boolean areClosed(Iterable<?> schemas) {
    for (Object schema : schemas) {
      if (!isClosed(schema)) {
        return false;
      }
    }
    return true;
  }

  private static boolean requiresAll(JsonObject schema) {
    return Boolean.FALSE.equals(schema.flag("additionalProperties"))
        && new HashSet<>(schema.texts("required"))
            .equals(schema.at("properties").fields().keySet());
  }
}
