package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An object with exactly these fields. Each method returns a new shape. */
record ObjectShape(Map<String, Shape> required, Map<String, Shape> optional, List<Rule> rules)
    implements Shape {
  /**
   * A rule about how fields go together.
   *
   * @param field the field that is reported when the rule is broken
   */
  record Rule(Kind kind, String field, String problem, Predicate<JsonObject> holds) {}

  static ObjectShape of() {
    return new ObjectShape(Map.of(), Map.of(), List.of());
  }

  ObjectShape required(String field, Shape shape) {
    return new ObjectShape(with(required, field, shape), optional, rules);
  }

  ObjectShape optional(String field, Shape shape) {
    return new ObjectShape(required, with(optional, field, shape), rules);
  }

  ObjectShape rule(Kind kind, String field, String problem, Predicate<JsonObject> holds) {
    List<Rule> more = new java.util.ArrayList<>(rules);
    more.add(new Rule(kind, field, problem, holds));
    return new ObjectShape(required, optional, more);
  }

  @Override
  public @Nullable Violation check(List<Object> at, @Nullable Object value) {
    if (!(value instanceof JsonObject object)) {
      return Shapes.wrongType(at, "an object", value);
    }
    for (Map.Entry<String, @Nullable Object> field : object.fields().entrySet()) {
      List<Object> below = Shapes.below(at, field.getKey());
      Shape shape = required.getOrDefault(field.getKey(), optional.get(field.getKey()));
      if (shape == null) {
        return new Violation(Kind.UNKNOWN_FIELD, below, "no such field", field.getValue());
      }
      Violation inside = shape.check(below, field.getValue());
      if (inside != null) {
        return inside;
      }
    }
    for (String name : required.keySet()) {
      if (!object.has(name)) {
        return new Violation(Kind.MISSING_FIELD, Shapes.below(at, name), "field required", null);
      }
    }
    for (Rule rule : rules) {
      if (!rule.holds().test(object)) {
        return new Violation(
            rule.kind(), Shapes.below(at, rule.field()), rule.problem(), object.get(rule.field()));
      }
    }
    return null;
  }

  private static Map<String, Shape> with(Map<String, Shape> fields, String name, Shape shape) {
    Map<String, Shape> more = new LinkedHashMap<>(fields);
    more.put(name, shape);
    return more;
  }
}
