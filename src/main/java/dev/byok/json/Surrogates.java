package dev.byok.json;

/**
 * Halves of surrogate pairs, as a text cut by length leaves them. UTF-8 has no form for them; in
 * JSON an escape keeps them, where they would become question marks.
 */
public final class Surrogates {
  private Surrogates() {}

  /** JSON that says the same and can be written in UTF-8. */
  public static String escaped(String json) {
    if (!hasHalf(json)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    for (int at = 0; at < json.length(); at++) {
      char one = json.charAt(at);
      if (isHalf(json, at)) {
        escaped.append("\\u").append(Integer.toHexString(one));
      } else {
        escaped.append(one);
      }
    }
    return escaped.toString();
  }

  /** Whether a half is in the text. */
  public static boolean hasHalf(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (isHalf(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalf(String text, int at) {
    return Character.isSurrogate(text.charAt(at)) && !isInAPair(text, at);
  }

  private static boolean isInAPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
