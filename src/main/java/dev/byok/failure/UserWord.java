package dev.byok.failure;

import java.util.Locale;

/**
 * Quotes a word of the user's in messages. It may be a key that was entered there by mistake, so
 * what looks like one is masked, from its beginning to the word's end. Names of models, hosts,
 * files and organizations stay readable.
 */
public final class UserWord {
  private static final String MASK = "***";
  private static final int LONGEST_QUOTED = 60;

  private UserWord() {}

  public static String quoted(String word) {
    return "\"" + shown(word) + "\"";
  }

  /** Quotes something that is written as a word, such as a file or a key's name. */
  public static String quoted(Object named) {
    return quoted(named.toString());
  }

  /** Returns the word's beginning in quotation marks, with an ellipsis if it was cut. */
  public static String quoted(String word, int longest) {
    String shown = shown(word);
    return "\"" + (shown.length() > longest ? shown.substring(0, longest) + "…" : shown) + "\"";
  }

  /** Returns the word without quotation marks, for commands in hints. */
  public static String shown(String word) {
    String plain = withoutUrlSecrets(word);
    int start = KeyShape.start(plain);
    return start < 0 ? plain : plain.substring(0, start) + MASK;
  }

  /** Whether something in the word may be a key. */
  public static boolean mayHoldAKey(String word) {
    return KeyShape.start(word) >= 0;
  }

  /** Whether what may be a key begins before {@code end}. */
  public static boolean isMaskedBefore(String word, int end) {
    int start = KeyShape.start(word);
    return start >= 0 && start < end;
  }

  /** Whether the word contains a form that only keys have. Long numbers and ids do not count. */
  public static boolean holdsAKey(String word) {
    return KeyShape.certainStart(word) >= 0;
  }

  /** The failure for a key that was entered as another word. */
  public static Failure keyInstead(String word) {
    return Failure.of(Kind.USAGE, quoted(word, LONGEST_QUOTED) + " looks like a key")
        .hint("to store a key, run byok keys add: it asks for the key without showing it");
  }

  /** Masks the user name and password of a URL, and all that follows a {@code ?} or {@code #}. */
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

  /** Whether the text contains a word for a secret, in any case. */
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
