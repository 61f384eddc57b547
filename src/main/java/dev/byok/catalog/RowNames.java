package dev.byok.catalog;

import java.util.ArrayList;
import java.util.List;

/** The names in a row that the build wrote, read without parsing the row. */
record RowNames(String id, List<String> aliases, List<String> env, List<String> sharedEnv)
    implements KeyNames {

  /** Reads a row, which begins with its id. */
  static RowNames of(String row) {
    int id = row.indexOf(":\"") + 2;
    return new RowNames(
        row.substring(id, row.indexOf('"', id)),
        words(row, "\"aliases\":["),
        words(row, "\"env\":["),
        words(row, "\"shared_env\":["));
  }

  /** Returns the words of a list, which have no quotes in them. */
  private static List<String> words(String row, String list) {
    int start = row.indexOf(list);
    List<String> words = new ArrayList<>();
    if (start < 0) {
      return words;
    }
    int last = row.indexOf(']', start);
    for (int at = row.indexOf('"', start + list.length()); at >= 0 && at < last; ) {
      int close = row.indexOf('"', at + 1);
      words.add(row.substring(at + 1, close));
      at = row.indexOf('"', close + 1);
    }
    return words;
  }
}
