package dev.byok.json.schema;

import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;

/** Lets the library read its own meta-schemas, and byok's values. */
final class ValueNodeFactory implements JsonNodeFactory {
  @Override
  public JsonNode wrap(Object value) {
    return value instanceof JsonNode node ? node : ValueNode.root(value);
  }

  @Override
  public JsonNode create(String json) {
    try {
      return ValueNode.root(Json.parse(json));
    } catch (JsonSyntaxException malformed) {
      throw new IllegalArgumentException(malformed.getMessage(), malformed);
    }
  }
}
