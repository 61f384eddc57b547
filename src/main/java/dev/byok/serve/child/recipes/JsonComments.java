package dev.byok.serve.child.recipes;

/**
 * Reads the JSON that agents allow in their settings: with comments, and with a comma after the
 * last element.
 */
final class JsonComments {
  private JsonComments() {}

  /** Returns the text as plain JSON; each comment becomes a space. */
  static String without(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end;
      if (c == '"') {
        end = endOfString(text, at);
        plain.append(text, at, end);
      } else if (text.startsWith("//", at)) {
        end = endOfLine(text, at);
        plain.append(' ');
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        end = close < 0 ? text.length() : close + 2;
        plain.append(' ');
      } else {
        if (c == '}' || c == ']') {
          dropComma(plain);
        }
        plain.append(c);
        end = at + 1;
      }
      at = end;
    }
    return plain.toString();
  }

  private static int endOfString(String text, int at) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return text.length();
  }

  private static int endOfLine(String text, int at) {
    for (int i = at; i < text.length(); i++) {
      if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return i;
      }
    }
    return text.length();
  }

  private static void dropComma(StringBuilder plain) {
    int last = plain.length() - 1;
    while (last >= 0 && Character.isWhitespace(plain.charAt(last))) {
      last--;
    }
    if (last >= 0 && plain.charAt(last) == ',') {
      plain.deleteCharAt(last);
    }
  }
}
