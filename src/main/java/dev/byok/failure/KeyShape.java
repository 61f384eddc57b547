package dev.byok.failure;

import java.util.Locale;

/**
 * Finds where something that looks like a key begins in a word. Written by hand, because regular
 * expressions would have to be loaded at the start of a prompt.
 *
 * <p>Sure signs are the beginnings that providers give their keys, tokens that contain JSON (JWT),
 * and JSON that names a secret. The rest is guessed from how letters and digits are mixed:
 *
 * <ul>
 *   <li>a run of 20 letters and digits with both, or of 32 with any;
 *   <li>a run of 10 in which their kind (small, capital, digit) changes 5 times;
 *   <li>several runs with {@code - _ . + / ~} between them whose kind changes once in six
 *       characters, or, however short they are, twice in five.
 * </ul>
 *
 * <p>Names of models are words, dates and short versions, so they do not match. UUIDs are excluded.
 */
final class KeyShape {
  /** No ordinary words begin like this, so eight more characters are enough. */
  private static final String[] BEGINNINGS = {
    "sk",
    "pk",
    "rk",
    "gsk",
    "cpk",
    "csk",
    "ghp",
    "gho",
    "ghs",
    "ghu",
    "github_pat",
    "nvapi",
    "pplx",
    "r8",
    "tgp",
    "dapi",
    "glpat",
    "xoxb",
    "xoxp",
    "sess"
  };

  /** Names of models also begin like this, so a long part must follow. */
  private static final String[] BEGINNINGS_OF_NAMES = {"xai", "fw", "hf", "fc", "jina", "tvly"};

  private static final String[] SCHEMES = {"bearer ", "basic "};
  private static final int REST = 8;
  private static final int PART = 12;
  private static final int MIXED = 20;
  private static final int ANY = 32;
  private static final int SHORT = 7;

  private KeyShape() {}

  /** Returns where something that looks like a key begins, or -1. */
  static int start(String word) {
    int certain = certainStart(word);
    int guessed = guessedStart(word);
    int first = certain < 0 ? guessed : guessed < 0 ? certain : Math.min(certain, guessed);
    if (first < 0 && (word.indexOf('\n') >= 0 || word.indexOf('\r') >= 0)) {
      String joined = word.replace("\r", "").replace("\n", "");
      return start(joined) < 0 ? -1 : 0;
    }
    return first;
  }

  /** Returns where a form begins that only keys have, or -1. */
  static int certainStart(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (int at = 0; at < lower.length(); at++) {
      boolean fresh = at == 0 || !isAlphanumeric(lower.charAt(at - 1));
      if (fresh && isAlphanumeric(lower.charAt(at)) && beginsKey(word, lower, at)) {
        return at;
      }
    }
    int brace = word.indexOf('{');
    return brace >= 0 && word.indexOf('"', brace) > 0 && UserWord.namesASecret(word) ? brace : -1;
  }

  private static boolean beginsKey(String word, String lower, int at) {
    for (String beginning : BEGINNINGS) {
      if (isSeparated(lower, at, beginning)
          && keyCharacters(lower, at + beginning.length() + 1) >= REST) {
        return true;
      }
    }
    for (String beginning : BEGINNINGS_OF_NAMES) {
      if (isSeparated(lower, at, beginning)
          && longestRun(lower, at + beginning.length() + 1) >= PART) {
        return true;
      }
    }
    for (String scheme : SCHEMES) {
      int value = at + scheme.length();
      if (lower.startsWith(scheme, at) && keyCharacters(lower, value) >= REST) {
        return true;
      }
    }
    return (lower.startsWith("eyj", at) && keyCharacters(lower, at) >= PART)
        || (lower.startsWith("aiza", at) && keyCharacters(lower, at) >= MIXED)
        || (lower.startsWith("absk", at) && keyCharacters(lower, at) >= MIXED)
        || (lower.startsWith("ya29.", at) && keyCharacters(lower, at) >= MIXED)
        || isAwsKeyId(word, at)
        || isGatewayToken(word, at);
  }

  /**
   * Whether a token of byok's gateway begins here. Names of byok's variables are in capitals, and
   * those of files have other signs too.
   */
  private static boolean isGatewayToken(String word, int at) {
    int end = at;
    while (end < word.length()
        && (isAlphanumeric(word.charAt(end)) || "-_".indexOf(word.charAt(end)) >= 0)) {
      end++;
    }
    return word.startsWith("byok_", at) && end - at >= ANY;
  }

  private static boolean isSeparated(String lower, int at, String beginning) {
    int end = at + beginning.length();
    return lower.startsWith(beginning, at)
        && end < lower.length()
        && (lower.charAt(end) == '-' || lower.charAt(end) == '_');
  }

  /** Whether this is {@code AKIA} or {@code ASIA} followed by 12 or more characters. */
  private static boolean isAwsKeyId(String word, int at) {
    String start = word.substring(at, Math.min(word.length(), at + 4)).toUpperCase(Locale.ROOT);
    return (start.equals("AKIA") || start.equals("ASIA")) && run(word, at) - at >= 16;
  }

  private static int keyCharacters(String text, int from) {
    int end = from;
    while (end < text.length()
        && (isAlphanumeric(text.charAt(end)) || "-_.*+/=~".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end - from;
  }

  private static int longestRun(String text, int from) {
    int longest = 0;
    int end = from + keyCharacters(text, from);
    for (int at = from; at < end; at = run(text, at) + 1) {
      longest = Math.max(longest, run(text, at) - at);
    }
    return longest;
  }

  private static int guessedStart(String word) {
    for (int at = 0; at < word.length(); ) {
      int end = at;
      while (end < word.length() && isInToken(word.charAt(end))) {
        end++;
      }
      int start = end > at ? guessedStart(word, at, end) : -1;
      if (start >= 0) {
        return start;
      }
      at = end + 1;
    }
    return -1;
  }

  /** Guesses within one token: runs of letters and digits with signs between them. */
  private static int guessedStart(String word, int from, int to) {
    int run = -1;
    int longRuns = 0;
    int changesInLongRuns = 0;
    int changes = 0;
    for (int at = from; at < to; at = run(word, at) + 1) {
      at = afterUuid(word, at, to);
      int end = Math.min(run(word, at), to);
      if (at >= end) {
        continue;
      }
      int length = end - at;
      int here = changes(word, at, end);
      changes += here;
      if (length >= SHORT) {
        longRuns += length;
        changesInLongRuns += here;
      }
      boolean key =
          length >= ANY
              || (length >= MIXED && isMixed(word, at, end))
              || (length >= 10 && here >= 5);
      if (key && run < 0) {
        run = at;
      }
    }
    int length = to - from;
    boolean mixed =
        (longRuns >= 14 && changesInLongRuns >= Math.max(5, longRuns / 6))
            || (length >= MIXED && changes * 5 >= length * 2);
    return mixed ? from : run < 0 ? -1 : back(word, from, run);
  }

  /** Moves back to the last slash, since a part before the run may belong to the key as well. */
  private static int back(String word, int from, int run) {
    int start = run;
    while (start > from && word.charAt(start - 1) != '/') {
      start--;
    }
    return start;
  }

  /**
   * Counts how often the kind of character changes. A capital that begins a word does not count.
   */
  private static int changes(String word, int from, int to) {
    int changes = 0;
    for (int at = from + 1; at < to; at++) {
      int before = kind(word.charAt(at - 1));
      int here = kind(word.charAt(at));
      boolean capitalized =
          before == 'A' && here == 'a' && (at - 2 < from || kind(word.charAt(at - 2)) != 'A');
      if (before != here && !capitalized) {
        changes++;
      }
    }
    return changes;
  }

  private static boolean isMixed(String word, int from, int to) {
    boolean digit = false;
    boolean letter = false;
    for (int at = from; at < to; at++) {
      digit |= kind(word.charAt(at)) == '0';
      letter |= kind(word.charAt(at)) != '0';
    }
    return digit && letter;
  }

  /** Skips the UUIDs that begin here, which name organizations and entries. */
  private static int afterUuid(String word, int from, int to) {
    int at = from;
    while (at + 36 <= to && isUuid(word, at) && run(word, at + 24) == at + 36) {
      at = Math.min(to, at + 37);
    }
    return at;
  }

  private static boolean isUuid(String word, int from) {
    for (int i = 0; i < 36; i++) {
      char c = word.charAt(from + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the end of the run of letters and digits at this position. */
  private static int run(String word, int from) {
    int end = from;
    while (end < word.length() && isAlphanumeric(word.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isInToken(char c) {
    return isAlphanumeric(c) || "-_.+/~".indexOf(c) >= 0;
  }

  private static boolean isAlphanumeric(char c) {
    return kind(c) != 0;
  }

  private static int kind(char c) {
    if (c >= '0' && c <= '9') {
      return '0';
    }
    if (c >= 'a' && c <= 'z') {
      return 'a';
    }
    return c >= 'A' && c <= 'Z' ? 'A' : 0;
  }
}
