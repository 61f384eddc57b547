package dev.byok.json;

/**
 * Handles halves of surrogate pairs, which remain when a text is cut by length. UTF-8 cannot encode
 * them, so they would become question marks. In JSON an escape preserves them.
 */
public final class Surrogates {
  private Surrogates() {}

  /** Returns JSON with the same meaning that can be written in UTF-8. */
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
