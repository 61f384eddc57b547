package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adapts one of byok's JSON values to the library's interface. */
final class ValueNode implements JsonNode {
  private final @Nullable Object value;
  private final String pointer;
  private final SimpleType type;

  private ValueNode(@Nullable Object value, String pointer) {
    this.value = value;
    this.pointer = pointer;
    this.type = typeOf(value);
  }

  static ValueNode root(@Nullable Object value) {
    return new ValueNode(value, "");
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    return type;
  }

  @Override
  public boolean asBoolean() {
    return Boolean.TRUE.equals(value);
  }

  @Override
  public String asString() {
    return String.valueOf(value);
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  /** Removes trailing zeros, since the library compares numbers with them. */
  @Override
  public BigDecimal asNumber() {
    return switch (value) {
      case Long number -> BigDecimal.valueOf(number);
      case BigInteger number -> new BigDecimal(number);
      case BigDecimal number -> Numbers.plain(number);
      case null, default -> throw new IllegalStateException("not a number");
    };
  }

  @Override
  public List<JsonNode> asArray() {
    List<JsonNode> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        elements.add(new ValueNode(list.get(i), pointer + "/" + i));
      }
    }
    return elements;
  }

  @Override
  public Map<String, JsonNode> asObject() {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    if (value instanceof JsonObject object) {
      object
          .fields()
          .forEach((name, field) ->
              fields.put(
                  name, new ValueNode(field, pointer + "/" + JsonNode.encodeJsonPointer(name))));
    }
    return fields;
  }

  /** Compares as JSON does: 1 and 1.0 are equal, and the order of fields does not matter. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueNode node && type == node.type && sameContent(node);
  }

  @Override
  public int hashCode() {
    return switch (type) {
      case INTEGER, NUMBER -> Double.hashCode(asNumber().doubleValue());
      case ARRAY -> asArray().hashCode();
      case OBJECT -> asObject().hashCode();
      default -> Objects.hashCode(value);
    };
  }

  @Override
  public String toString() {
    return toPrintableString();
  }

  private boolean sameContent(ValueNode node) {
    return switch (type) {
      case INTEGER, NUMBER -> asNumber().compareTo(node.asNumber()) == 0;
      case ARRAY -> asArray().equals(node.asArray());
      case OBJECT -> asObject().equals(node.asObject());
      default -> Objects.equals(value, node.value);
    };
  }

  private static SimpleType typeOf(@Nullable Object value) {
    return switch (value) {
      case null -> SimpleType.NULL;
      case Boolean _ -> SimpleType.BOOLEAN;
      case String _ -> SimpleType.STRING;
      case Long _, BigInteger _ -> SimpleType.INTEGER;
      case BigDecimal number -> isWhole(number) ? SimpleType.INTEGER : SimpleType.NUMBER;
      case List<?> _ -> SimpleType.ARRAY;
      case JsonObject _ -> SimpleType.OBJECT;
      default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
    };
  }

  private static boolean isWhole(BigDecimal number) {
    return Numbers.isWithinReach(number) && number.stripTrailingZeros().scale() <= 0;
  }
}
