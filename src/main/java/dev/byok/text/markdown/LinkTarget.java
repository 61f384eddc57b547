package dev.byok.text.markdown;

/** Reads the parentheses of a link: an address, perhaps followed by a title. */
final class LinkTarget {
  private LinkTarget() {}

  /** Returns the address alone; empty if this is not a target. */
  static String address(String target) {
    String text = target.strip();
    if (text.startsWith("<")) {
      int end = text.indexOf('>');
      return end > 0 && isTitle(text.substring(end + 1).strip()) ? text.substring(1, end) : "";
    }
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return text;
    }
    return isTitle(text.substring(blank).strip()) ? text.substring(0, blank) : "";
  }

  private static boolean isTitle(String text) {
    if (text.isEmpty()) {
      return true;
    }
    char last = text.charAt(text.length() - 1);
    return text.length() > 1
        && ((text.charAt(0) == last && (last == '"' || last == '\''))
            || (text.charAt(0) == '(' && last == ')'));
  }
}
