package dev.byok.json;

import java.util.ArrayList;
import java.util.List;

/** Splits a text that contains several JSON objects or arrays in sequence. */
public final class JsonValues {
  private JsonValues() {}

  /**
   * The text of each value; empty if anything but blanks, commas and record separators is between
   * them.
   */
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
