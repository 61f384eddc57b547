package dev.byok.json;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text that holds several JSON objects or arrays, one after the other, into them. */
public final class JsonValues {
  private JsonValues() {}

  /** The values' texts; empty when anything else than blanks and commas stands between them. */
  public static List<String> of(String text) {
    List<String> values = new ArrayList<>();
    boolean inText = false;
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (inText) {
        if (next == '\\') {
          i++;
        } else {
          inText = next != '"';
        }
      } else if (next == '{' || next == '[') {
        from = depth == 0 ? i : from;
        depth++;
      } else if (next == '}' || next == ']') {
        depth--;
        if (depth == 0) {
          values.add(text.substring(from, i + 1));
        }
      } else if (depth > 0) {
        inText = next == '"';
      } else if (" \n\r\t,\u001e".indexOf(next) < 0) {
        return List.of();
      }
      if (depth < 0) {
        return List.of();
      }
    }
    return depth == 0 ? values : List.of();
  }
}
