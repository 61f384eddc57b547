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
    return isWhole(text, values) ? values : List.of();
  }

  /**
   * Returns the values that are complete, of several or of an array of objects, although the text
   * may break off. What follows anything else is not read.
   */
  public static List<String> complete(String text) {
    List<String> values = new ArrayList<>();
    String stripped = text.stripLeading();
    boolean isArray = stripped.startsWith("[");
    isWhole(isArray ? stripped.substring(1) : stripped, values);
    return values;
  }

  private static boolean isWhole(String text, List<String> values) {
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
        return false;
      }
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }
}
