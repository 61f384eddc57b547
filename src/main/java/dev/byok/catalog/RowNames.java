package dev.byok.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The names in a row that the build wrote, read without parsing the row. */
record RowNames(String id, List<String> aliases, List<String> env, List<String> sharedEnv)
    implements KeyNames {

  /** Reads the row between these indexes, which begins with its id. */
  static RowNames of(String text, int start, int end) {
    return new RowNames(
        id(text, start),
        words(text, start, end, "\"aliases\":["),
        words(text, start, end, "\"env\":["),
        words(text, start, end, "\"shared_env\":["));
  }

  /** Returns the id of the row that begins here. */
  static String id(String text, int start) {
    int id = text.indexOf(":\"", start) + 2;
    return text.substring(id, text.indexOf('"', id));
  }

  /** Returns whether the row between these indexes has one of the variables. */
  static boolean hasAny(String text, int start, int end, Set<String> variables) {
    return !Collections.disjoint(words(text, start, end, "\"env\":["), variables);
  }

  /** Returns the words of a list, which have no quotes in them. */
  private static List<String> words(String text, int start, int end, String list) {
    int first = text.indexOf(list, start, end);
    List<String> words = new ArrayList<>();
    if (first < 0) {
      return words;
    }
    int last = text.indexOf(']', first);
    for (int at = text.indexOf('"', first + list.length()); at >= 0 && at < last; ) {
      int close = text.indexOf('"', at + 1);
      words.add(text.substring(at + 1, close));
      at = text.indexOf('"', close + 1);
    }
    return words;
  }
}
