package dev.byok.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with its fields in the order of the text. The typed readers return null or empty
 * for a field that is absent, null or of another type, so that a provider's odd field never breaks
 * an answer.
 */
public record JsonObject(Map<String, @Nullable Object> fields) {
  private static final JsonObject EMPTY = new JsonObject(Map.of());

  public static JsonObject empty() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  public @Nullable Object get(String name) {
    return fields.get(name);
  }

  public @Nullable String text(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  public @Nullable JsonObject object(String name) {
    return fields.get(name) instanceof JsonObject object ? object : null;
  }

  /** The object in that field, or an empty one. */
  public JsonObject at(String name) {
    JsonObject object = object(name);
    return object == null ? EMPTY : object;
  }

  /** The array in that field, or an empty one. */
  public List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  /** The objects among an array's elements. */
  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list(name)) {
      if (element instanceof JsonObject object) {
        objects.add(object);
      }
    }
    return objects;
  }

  /** The strings among an array's elements. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (element instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  public @Nullable Boolean flag(String name) {
    return fields.get(name) instanceof Boolean flag ? flag : null;
  }

  /** Whether the field is the literal true. */
  public boolean is(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /**
   * Returns a count: a whole number from 0 to 2^63-1, or below 10^18 if it was written as 12.0;
   * null for anything else.
   */
  public @Nullable Long count(String name) {
    Object value = fields.get(name);
    // No pattern switch: each one takes a millisecond or more to link at every start.
    if (value instanceof Long number) {
      return number >= 0 ? number : null;
    }
    return value instanceof BigDecimal number ? wholeCount(number) : null;
  }

  /** An exact decimal, or null. */
  public @Nullable BigDecimal decimal(String name) {
    Object value = fields.get(name);
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    return value instanceof BigInteger number ? new BigDecimal(number) : null;
  }

  /** Returns the same object with a field set, in its old place or at the end. */
  public JsonObject with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
    copy.put(name, value);
    return new JsonObject(Collections.unmodifiableMap(copy));
  }

  public JsonObject without(String name) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(fields);
    copy.remove(name);
    return new JsonObject(Collections.unmodifiableMap(copy));
  }

  private static @Nullable Long wholeCount(BigDecimal number) {
    // As longs, since the difference of the two can exceed an int.
    long digits = (long) number.precision() - number.scale();
    boolean inRange = number.signum() >= 0 && digits <= 18 && number.scale() <= 30;
    return inRange && number.stripTrailingZeros().scale() <= 0 ? (Long) number.longValue() : null;
  }

  /** Collects fields in order. The last of two with the same name wins. */
  public static final class Builder {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, @Nullable Object value) {
      fields.put(name, value);
      return this;
    }

    public Builder putIfPresent(String name, @Nullable Object value) {
      return value == null ? this : put(name, value);
    }

    public JsonObject build() {
      return new JsonObject(Collections.unmodifiableMap(fields));
    }
  }
}
