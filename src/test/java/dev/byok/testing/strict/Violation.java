package dev.byok.testing.strict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request.
 *
 * @param at the path to a field of the body, as names and as indexes of lists; empty for anything
 *     outside the body
 * @param given the wrong value, if there is one
 */
public record Violation(Kind kind, List<Object> at, String problem, @Nullable Object given) {
  /** The kinds of fault that providers tell apart when they refuse. */
  public enum Kind {
    /** The method or the path. */
    ADDRESS,
    /** A header or a part of the query. */
    HEADER,
    /** No key, two keys, or a wrong one. */
    CREDENTIAL,
    /** The body is not a JSON object. */
    MALFORMED,
    /** A field that does not exist. */
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    /** A value out of its range, or fields that do not go together. */
    WRONG_VALUE,
    /** Turns or parts in the wrong order. */
    WRONG_ORDER,
    UNKNOWN_MODEL
  }

  static Violation outside(Kind kind, String problem) {
    return new Violation(kind, List.of(), problem, null);
  }

  /** {@code messages.0.content}; {@code body} for the body itself. */
  String where() {
    return at.isEmpty() ? "body" : String.join(".", at.stream().map(String::valueOf).toList());
  }

  /** {@code messages[0].content}. */
  String inBrackets() {
    StringBuilder path = new StringBuilder();
    for (Object step : at) {
      if (step instanceof Integer) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.toString();
  }

  @Override
  public String toString() {
    return kind + " " + where() + ": " + problem;
  }
}
