package dev.byok.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Suggestions for a mistyped name. */
public final class Nearest {
  private static final int MOST_SUGGESTIONS = 3;

  private Nearest() {}

  /**
   * The candidates that start like the name or differ from it by at most a third of its letters.
   */
  public static List<String> of(String name, Collection<String> candidates) {
    List<String> near = new ArrayList<>();
    for (String candidate : candidates) {
      boolean sameStart =
          name.length() >= 3 && (candidate.startsWith(name) || name.startsWith(candidate));
      if (near.size() < MOST_SUGGESTIONS
          && (sameStart || distance(name, candidate) <= Math.max(1, name.length() / 3))) {
        near.add(candidate);
      }
    }
    return near;
  }

  /** Levenshtein's distance, by the usual two rows. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
