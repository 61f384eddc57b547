package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes of requests. None of them accepts null, because byok omits what is not set. */
final class Shapes {
  private Shapes() {}

  static Shape text() {
    return matching("(?s).*");
  }

  static Shape matching(String pattern) {
    return (at, value) -> {
      if (!(value instanceof String text)) {
        return wrongType(at, "a string", value);
      }
      return text.matches(pattern)
          ? null
          : new Violation(Kind.WRONG_VALUE, at, "does not match " + pattern, value);
    };
  }

  static Shape oneOf(String... words) {
    return (at, value) -> {
      if (!(value instanceof String text)) {
        return wrongType(at, "a string", value);
      }
      return List.of(words).contains(text)
          ? null
          : new Violation(
              Kind.WRONG_VALUE, at, "must be one of " + String.join(", ", words), value);
    };
  }

  static Shape whole(long least, long most) {
    return (at, value) -> {
      if (!(value instanceof Long number)) {
        return wrongType(at, "an integer", value);
      }
      return number >= least && number <= most
          ? null
          : new Violation(Kind.WRONG_VALUE, at, "must be " + least + " to " + most, value);
    };
  }

  static Shape number(String least, String most) {
    return (at, value) -> {
      BigDecimal number =
          value instanceof Long integer
              ? BigDecimal.valueOf(integer)
              : value instanceof BigDecimal decimal ? decimal : null;
      if (number == null) {
        return wrongType(at, "a number", value);
      }
      return number.compareTo(new BigDecimal(least)) >= 0
              && number.compareTo(new BigDecimal(most)) <= 0
          ? null
          : new Violation(Kind.WRONG_VALUE, at, "must be " + least + " to " + most, value);
    };
  }

  static Shape truth() {
    return (at, value) -> value instanceof Boolean ? null : wrongType(at, "a boolean", value);
  }

  /** Accepts any object, such as a JSON Schema. */
  static Shape anyObject() {
    return (at, value) -> value instanceof JsonObject ? null : wrongType(at, "an object", value);
  }

  /** Accepts the bytes of a file in base64, without line breaks. */
  static Shape base64() {
    return (at, value) -> {
      if (!(value instanceof String text)) {
        return wrongType(at, "a string", value);
      }
      try {
        return Base64.getDecoder().decode(text).length > 0
            ? null
            : new Violation(Kind.WRONG_VALUE, at, "is empty", value);
      } catch (IllegalArgumentException broken) {
        return new Violation(Kind.WRONG_VALUE, at, "is no base64", value);
      }
    };
  }

  static Shape list(int least, int most, Shape element) {
    return (at, value) -> {
      if (!(value instanceof List<?> elements)) {
        return wrongType(at, "an array", value);
      }
      if (elements.size() < least || elements.size() > most) {
        return new Violation(
            Kind.WRONG_VALUE, at, "must hold " + least + " to " + most + " elements", null);
      }
      for (int i = 0; i < elements.size(); i++) {
        Violation inside = element.check(below(at, i), elements.get(i));
        if (inside != null) {
          return inside;
        }
      }
      return null;
    };
  }

  /** Accepts a string, or what the other shape accepts. */
  static Shape textOr(Shape other) {
    return (at, value) -> value instanceof String ? null : other.check(at, value);
  }

  /** Accepts objects whose field {@code type} selects one of these shapes. */
  static Shape byType(Map<String, ObjectShape> choices) {
    Map<String, ObjectShape> shapes = new HashMap<>();
    for (Map.Entry<String, ObjectShape> choice : choices.entrySet()) {
      shapes.put(choice.getKey(), choice.getValue().required("type", oneOf(choice.getKey())));
    }
    return (at, value) -> {
      if (!(value instanceof JsonObject object)) {
        return wrongType(at, "an object", value);
      }
      String type = object.text("type");
      ObjectShape shape = type == null ? null : shapes.get(type);
      return shape == null
          ? new Violation(
              Kind.WRONG_VALUE,
              below(at, "type"),
              "must be one of " + shapes.keySet(),
              object.get("type"))
          : shape.check(at, value);
    };
  }

  static Violation wrongType(List<Object> at, String wanted, @Nullable Object value) {
    return new Violation(Kind.WRONG_TYPE, at, "must be " + wanted, value);
  }

  static List<Object> below(List<Object> at, Object step) {
    List<Object> path = new ArrayList<>(at);
    path.add(step);
    return path;
  }
}
