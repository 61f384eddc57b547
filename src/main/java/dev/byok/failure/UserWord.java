package dev.byok.failure;

import java.util.Locale;

/**
 * A word of the user's as messages quote it. It may be a key that was put there by mistake, so what
 * looks like one is masked, from its beginning to the word's end. Names of models, hosts, files and
 * organizations stay readable.
 */
public final class UserWord {
  private static final String MASK = "***";
  private static final int LONGEST_QUOTED = 60;

  private UserWord() {}

  /** The word in quotation marks. */
  public static String quoted(String word) {
    return "\"" + shown(word) + "\"";
  }

  /** What is written as a word, such as a file or a key's name, in quotation marks. */
  public static String quoted(Object named) {
    return quoted(named.toString());
  }

  /** The word's beginning in quotation marks, with an ellipsis where it was cut. */
  public static String quoted(String word, int longest) {
    String shown = shown(word);
    return "\"" + (shown.length() > longest ? shown.substring(0, longest) + "…" : shown) + "\"";
  }

  /** The word without quotation marks, for commands in hints. */
  public static String shown(String word) {
    String plain = withoutUrlSecrets(word);
    int start = KeyShape.start(plain);
    return start < 0 ? plain : plain.substring(0, start) + MASK;
  }

  /** Whether there is something in the word that is masked when it is shown. */
  public static boolean mayHoldAKey(String word) {
    return KeyShape.start(word) >= 0;
  }

  /** Whether what is masked begins before that place: the piece in front of it is a part of it. */
  public static boolean isMaskedBefore(String word, int end) {
    int start = KeyShape.start(word);
    return start >= 0 && start < end;
  }

  /**
   * Whether a form that only keys have is in the word: long numbers and identifiers do not count.
   */
  public static boolean holdsAKey(String word) {
    return KeyShape.certainStart(word) >= 0;
  }

  /** A key stands where another word belongs. */
  public static Failure keyInstead(String word) {
    return Failure.of(Kind.USAGE, quoted(word, LONGEST_QUOTED) + " looks like a key")
        .hint("to store a key, run byok keys add: it asks for the key without showing it");
  }

  /** A URL without the user's name and password and without values in its query. */
  private static String withoutUrlSecrets(String word) {
    int scheme = word.indexOf("://");
    if (scheme < 0) {
      return word;
    }
    int authority = scheme + 3;
    int end = word.length();
    for (int i = authority; i < end; i++) {
      if ("/?#".indexOf(word.charAt(i)) >= 0) {
        end = i;
      }
    }
    int at = word.lastIndexOf('@', end);
    String host = at < authority ? word.substring(authority, end) : MASK + word.substring(at, end);
    String rest = word.substring(end);
    int query = firstOf(rest, "?#");
    return word.substring(0, authority)
        + host
        + (query < 0 ? rest : rest.substring(0, query + 1) + MASK);
  }

  private static int firstOf(String text, String signs) {
    for (int i = 0; i < text.length(); i++) {
      if (signs.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the word is one of those that tell about secrets, in whatever case. */
  static boolean namesASecret(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String name : new String[] {"key", "secret", "token", "passw", "credential", "auth"}) {
      if (lower.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
