package dev.byok.text;

/**
 * Makes JSON safe for a terminal by escaping what {@link SafeText} would replace. It means the same
 * and stays JSON: these characters can only be inside strings, since JSON's own signs and white
 * space are ASCII. Surrogate halves are always escaped, because UTF-8 cannot write them.
 */
public final class SafeJson {
  private SafeJson() {}

  /**
   * Returns the same JSON, safe to write.
   *
   * @param terminal whether the output is a terminal; otherwise only surrogate halves are escaped
   */
  public static String of(String json, boolean terminal) {
    StringBuilder safe = null;
    for (int at = 0; at < json.length(); ) {
      int c = json.codePointAt(at);
      int next = at + Character.charCount(c);
      boolean escaped = isHalf(c) || (terminal && c != '\n' && SafeText.isHarmful(c));
      if (escaped && safe == null) {
        safe = new StringBuilder(json.length() + 16).append(json, 0, at);
      }
      if (safe != null) {
        append(safe, json, at, next, escaped);
      }
      at = next;
    }
    return safe == null ? json : safe.toString();
  }

  private static void append(StringBuilder safe, String json, int at, int next, boolean escaped) {
    for (int i = at; i < next; i++) {
      char one = json.charAt(i);
      if (escaped) {
        String digits = Integer.toHexString(one);
        safe.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
      } else {
        safe.append(one);
      }
    }
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
