package dev.byok.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Suggests names for a mistyped one. */
public final class Nearest {
  private static final int MOST_SUGGESTIONS = 3;

  private Nearest() {}

  /** Returns those that begin like the name or differ from it in at most a third of its letters. */
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

  /**
   * Returns whether the word is most likely that name with a slip of the finger: a letter added,
   * missing or wrong, or two swapped. Two slips are allowed from six letters on. A wrong digit is
   * not a slip, since digits tell models apart.
   */
  public static boolean isSlip(String word, String name) {
    return name.length() >= 3
        && withoutDigits(word).length() >= 3
        && digits(word).equals(digits(name))
        && distance(word, name) <= (name.length() < 6 ? 1 : 2);
  }

  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }

  private static String withoutDigits(String text) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isDigit(text.charAt(i))) {
        letters.append(text.charAt(i));
      }
    }
    return letters.toString();
  }

  /**
   * Returns the restricted Damerau-Levenshtein distance, which counts missing, extra and wrong
   * letters and swapped neighbors.
   */
  private static int distance(String a, String b) {
    int[] before = new int[0];
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
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = above;
      above = row;
    }
    return above[b.length()];
  }
}
