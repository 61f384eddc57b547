package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the library would ignore in a schema, or fail at only when there is an answer. A
 * wrong answer would then seem to match, or a right one would be lost.
 */
final class SchemaRules {
  /** References whose target depends on the schemas that led to them. */
  private static final List<String> MOVING_REFERENCES = List.of("$dynamicRef", "$recursiveRef");

  private final JsonObject root;
  private final String idKeyword;

  /** Every schema of the document, with the schemas that it applies to the very same value. */
  private final IdentityHashMap<JsonObject, List<JsonObject>> onward = new IdentityHashMap<>();

  private SchemaRules(JsonObject root) {
    this.root = root;
    String draft = root.text("$schema");
    this.idKeyword = draft != null && draft.contains("/draft-04/") ? "id" : "$id";
  }

  /** Checks the numbers before the library reads the schema and calculates with them. */
  static void requireNumbers(JsonObject schema) throws NotASchemaException {
    List<String> strange = Numbers.outOfReach(schema);
    if (!strange.isEmpty()) {
      throw new NotASchemaException("#" + strange.get(0) + ": a number with too large an exponent");
    }
  }

  static void requireUnderstood(JsonObject schema) throws NotASchemaException {
    SchemaRules rules = new SchemaRules(schema);
    rules.walk();
    rules.requireEnd();
  }

  private void walk() throws NotASchemaException {
    Deque<Subschema> left = new ArrayDeque<>(List.of(new Subschema("", root)));
    for (Subschema next = left.poll(); next != null; next = left.poll()) {
      if (onward.containsKey(next.schema())) {
        continue;
      }
      requirePatterns(next);
      requireOneBase(next);
      List<JsonObject> sameValue = next.ofSameValue();
      Subschema target = target(next);
      if (target != null) {
        sameValue.add(target.schema());
        left.add(target);
      }
      onward.put(next.schema(), sameValue);
      left.addAll(next.inner());
    }
  }

  private static void requirePatterns(Subschema place) throws NotASchemaException {
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
   * Refuses a nested schema with an id, which would change what {@code #/…} inside it means. An
   * anchor, as drafts up to 7 write it, changes nothing.
   */
  private void requireOneBase(Subschema place) throws NotASchemaException {
    String id = place.schema().text(idKeyword);
    if (!place.pointer().isEmpty() && id != null && !id.startsWith("#")) {
      throw new NotASchemaException(
          "#" + place.pointer() + ": " + idKeyword + " is supported at the top of a schema only");
    }
  }

  /**
   * Returns what a schema's reference leads to. Returns null if it has none, or one to {@code true}
   * or {@code false}.
   */
  private @Nullable Subschema target(Subschema from) throws NotASchemaException {
    for (String keyword : MOVING_REFERENCES) {
      if (from.schema().text(keyword) != null) {
        throw new NotASchemaException(
            "#" + from.pointer() + ": " + keyword + " is not supported; use $ref");
      }
    }
    String reference = from.schema().text("$ref");
    if (reference == null) {
      return null;
    }
    if (!reference.equals("#") && !reference.startsWith("#/")) {
      throw wrong(from, reference, "is not supported; use \"#\" or \"#/…\", nothing is fetched");
    }
    String pointer;
    try {
      // Decoded as the library does it.
      pointer = URLDecoder.decode(reference.substring(1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw wrong(from, reference, "leads to nothing in the schema");
    }
    return switch (Pointer.follow(root, pointer)) {
      case JsonObject schema -> new Subschema(pointer, schema);
      case Boolean _ -> null;
      case null, default -> throw wrong(from, reference, "leads to nothing in the schema");
    };
  }

  private static NotASchemaException wrong(Subschema from, String reference, String why) {
    return new NotASchemaException(
        "#" + from.pointer() + ": the reference \"" + reference + "\" " + why);
  }

  /**
   * Refuses circular references: removes, repeatedly, the schemas that no other applies to the same
   * value, until none or only circles are left.
   */
  private void requireEnd() throws NotASchemaException {
    IdentityHashMap<JsonObject, Integer> arriving = new IdentityHashMap<>();
    onward.values().forEach(targets -> targets.forEach(to -> arriving.merge(to, 1, Integer::sum)));
    Deque<JsonObject> free = new ArrayDeque<>(onward.keySet());
    free.removeIf(arriving::containsKey);
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
