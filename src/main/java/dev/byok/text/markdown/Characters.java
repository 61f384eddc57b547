package dev.byok.text.markdown;

/** The character classes that markdown needs. */
final class Characters {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private Characters() {}

  static boolean isBlank(int codePoint) {
    return codePoint == ' ' || codePoint == '\n' || codePoint == '\t' || codePoint == 0xA0;
  }

  /** Whether a backslash can escape the character. */
  static boolean isPunctuation(int codePoint) {
    return PUNCTUATION.indexOf(codePoint) >= 0;
  }

  static boolean isAddress(String text) {
    return text.startsWith("https://")
        || text.startsWith("http://")
        || text.startsWith("mailto:")
        || (text.indexOf('@') > 0
            && text.indexOf('.', text.indexOf('@')) > 0
            && text.indexOf('/') < 0);
  }

  static boolean isLineBreakTag(String tag) {
    String name = tag.endsWith("/") ? tag.substring(0, tag.length() - 1).stripTrailing() : tag;
    return name.equalsIgnoreCase("br");
  }
}
