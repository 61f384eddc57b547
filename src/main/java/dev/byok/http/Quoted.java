package dev.byok.http;

/**
 * A URL as a message may quote it: what could be a secret is masked, what could move a cursor
 * escaped.
 */
final class Quoted {
  private static final int LONGEST = 200;

  private Quoted() {}

  /** The text without user name, password, query and fragment, in printable ASCII. */
  static String url(String text) {
    String shown = text;
    int tail = firstOf(shown, "?#");
    if (tail >= 0) {
      shown = shown.substring(0, tail) + shown.charAt(tail) + "…";
    }
    // Up to the last @ anywhere: a password may hold a slash that hides it from a parser.
    int at = shown.lastIndexOf('@');
    if (at >= 0) {
      int scheme = shown.indexOf("://");
      String kept = scheme >= 0 && scheme < at ? shown.substring(0, scheme + 3) : "";
      shown = kept + "***" + shown.substring(at);
    }
    if (shown.length() > LONGEST) {
      shown = shown.substring(0, LONGEST) + "…";
    }
    return printable(shown);
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
