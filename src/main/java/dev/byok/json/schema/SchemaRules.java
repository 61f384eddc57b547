package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a schema may not hold because the library would pass over it, or fail at it only when there
 * is an answer: then a wrong answer would seem to fit, or a right one would be lost.
 */
final class SchemaRules {
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef");

  private SchemaRules() {}

  /** Before the library reads the schema: it calculates with its numbers. */
  static void requireNumbers(JsonObject schema) throws NotASchemaException {
    List<String> strange = Numbers.outOfReach(schema);
    if (!strange.isEmpty()) {
      throw new NotASchemaException("#" + strange.get(0) + ": a number with too large an exponent");
    }
  }

  static void requireUnderstood(JsonObject schema, URI base) throws NotASchemaException {
    SchemaMap map = new SchemaMap(schema, base);
    IdentityHashMap<JsonObject, List<JsonObject>> onward = new IdentityHashMap<>();
    for (int i = 0; i < map.places().size(); i++) {
      SchemaMap.Place place = map.places().get(i);
      requirePatterns(place);
      List<JsonObject> next = new ArrayList<>(Subschemas.ofSameValue(place.schema()));
      for (String keyword : REFERENCES) {
        String reference = place.schema().text(keyword);
        JsonObject target = reference == null ? null : map.target(place, reference);
        if (target != null && keyword.equals("$ref")) {
          next.add(target);
        }
      }
      onward.put(place.schema(), next);
    }
    requireEnd(onward);
  }

  private static void requirePatterns(SchemaMap.Place place) throws NotASchemaException {
    String pattern = place.schema().text("pattern");
    if (pattern != null) {
      requireExpression(pattern, place.pointer() + "/pattern");
    }
    for (String name : place.schema().at("patternProperties").fields().keySet()) {
      requireExpression(name, place.pointer() + "/patternProperties");
    }
  }

  private static void requireExpression(String pattern, String pointer) throws NotASchemaException {
    String why;
    try {
      Pattern.compile(pattern);
      return;
    } catch (PatternSyntaxException notUnderstood) {
      why = notUnderstood.getDescription().toLowerCase(Locale.ROOT);
    } catch (StackOverflowError tooDeep) {
      why = "nested too deep";
    }
    throw new NotASchemaException(
        "#" + pointer + ": the regular expression \"" + pattern + "\" is not understood: " + why);
  }

  /**
   * Takes away, again and again, the schemas that no other leads to for the same value; what is
   * left goes in a circle.
   */
  private static void requireEnd(IdentityHashMap<JsonObject, List<JsonObject>> onward)
      throws NotASchemaException {
    IdentityHashMap<JsonObject, Integer> arriving = new IdentityHashMap<>();
    for (List<JsonObject> targets : onward.values()) {
      for (JsonObject target : targets) {
        arriving.merge(target, 1, Integer::sum);
      }
    }
    Deque<JsonObject> free = new ArrayDeque<>();
    for (JsonObject schema : onward.keySet()) {
      if (!arriving.containsKey(schema)) {
        free.add(schema);
      }
    }
    int taken = 0;
    for (JsonObject next = free.poll(); next != null; next = free.poll()) {
      taken++;
      for (JsonObject target : onward.getOrDefault(next, List.of())) {
        if (arriving.merge(target, -1, Integer::sum) == 0) {
          free.add(target);
        }
      }
    }
    if (taken < onward.size()) {
      throw new NotASchemaException("its references lead back to themselves without end");
    }
  }
}
