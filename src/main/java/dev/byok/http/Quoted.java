package dev.byok.http;

/**
 * Makes a URL safe to quote in a message: masks what could be a secret and escapes what could move
 * a cursor.
 */
public final class Quoted {
  private static final int LONGEST = 200;
  private static final int LONGEST_PORT = 7;
  private static final String MASK = "***";

  private Quoted() {}

  /** Returns the text without user name, password, query and fragment, in printable ASCII. */
  public static String url(String text) {
    String shown = text;
    int tail = firstOf(shown, "?#");
    if (tail >= 0) {
      shown = shown.substring(0, tail) + shown.charAt(tail) + "…";
    }
    // Up to the last @ anywhere: a password may contain a slash that hides it from a parser.
    int at = shown.lastIndexOf('@');
    if (at >= 0) {
      int scheme = shown.indexOf("://");
      String kept = scheme >= 0 && scheme < at ? shown.substring(0, scheme + 3) : "";
      shown = kept + MASK + shown.substring(at);
    }
    if (shown.length() > LONGEST) {
      shown = shown.substring(0, LONGEST) + "…";
    }
    return printable(shown);
  }

  /**
   * Returns a proxy's URL, possibly malformed, without its path. Shows a port only if it cannot be
   * a password whose host was forgotten.
   */
  public static String proxy(String value) {
    String shown = url(value);
    int scheme = shown.indexOf("://");
    int start = Math.max(shown.lastIndexOf('@') + 1, scheme < 0 ? 0 : scheme + 3);
    int path = shown.indexOf('/', start);
    if (path >= 0 && path + 1 < shown.length()) {
      shown = shown.substring(0, path + 1) + "…";
    }
    int colon = shown.indexOf(':', Math.max(start, shown.lastIndexOf(']')));
    return colon < 0 || isPort(shown, colon + 1) ? shown : shown.substring(0, colon + 1) + MASK;
  }

  /** Whether the rest is only digits, possibly with a sign, and no longer than a mistyped port. */
  private static boolean isPort(String text, int start) {
    int slash = text.indexOf('/', start);
    int end = slash < 0 ? text.length() : slash;
    int first = start < end && (text.charAt(start) == '-' || text.charAt(start) == '+') ? 1 : 0;
    for (int i = start + first; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return end - start <= LONGEST_PORT;
  }

  private static int firstOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= ' ' && c < 0x7f) || c == '…') {
        printable.append(c);
      } else {
        printable.append("\\u");
        String hex = Integer.toHexString(c);
        printable.repeat('0', 4 - hex.length()).append(hex);
      }
    }
    return printable.toString();
  }
}
