package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema inside a schema, of any draft. An object elsewhere, as in {@code const} or {@code
 * default}, is not a schema, whatever its fields are called.
 *
 * @param pointer where it is in the document
 */
record Subschema(String pointer, JsonObject schema) {
  private static final Set<String> ONE_OR_MORE =
      Set.of(
          "additionalItems",
          "additionalProperties",
          "allOf",
          "anyOf",
          "contains",
          "contentSchema",
          "else",
          "if",
          "items",
          "not",
          "oneOf",
          "prefixItems",
          "propertyNames",
          "then",
          "unevaluatedItems",
          "unevaluatedProperties");
  private static final Set<String> BY_NAME =
      Set.of(
          "$defs",
          "definitions",
          "dependencies",
          "dependentSchemas",
          "patternProperties",
          "properties");

  /** The keywords whose schemas always apply to the same value as the schema around them. */
  private static final Set<String> SAME_VALUE = Set.of("allOf", "anyOf", "oneOf", "not", "if");

  /** The schemas directly inside this one. */
  List<Subschema> inner() {
    List<Subschema> found = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> field : schema.fields().entrySet()) {
      String at = pointer + "/" + Pointer.escaped(field.getKey());
      if (ONE_OR_MORE.contains(field.getKey())) {
        add(at, field.getValue(), found);
      } else if (BY_NAME.contains(field.getKey())
          && field.getValue() instanceof JsonObject byName) {
        for (Map.Entry<String, @Nullable Object> named : byName.fields().entrySet()) {
          if (named.getValue() instanceof JsonObject inner) {
            found.add(new Subschema(at + "/" + Pointer.escaped(named.getKey()), inner));
          }
        }
      }
    }
    return found;
  }

  /** The inner schemas that apply to the same value as this one. */
  List<JsonObject> ofSameValue() {
    List<Subschema> found = new ArrayList<>();
    for (String keyword : SAME_VALUE) {
      add("", schema.get(keyword), found);
    }
    return new ArrayList<>(found.stream().map(Subschema::schema).toList());
  }

  private static void add(String at, @Nullable Object value, List<Subschema> found) {
    if (value instanceof JsonObject inner) {
      found.add(new Subschema(at, inner));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(at + "/" + i, list.get(i), found);
      }
    }
  }
}
