package dev.byok.text.markdown;

/** What begins with a line, decided from its first characters as early as possible. */
enum LineKind {
  /** More characters are needed. */
  UNKNOWN,
  TEXT,
  HEADING,
  FENCE,
  RULE,
  UNDERLINE,
  QUOTE,
  BULLET,
  NUMBER,
  TABLE;

  private static final int LONGEST_INFO = 300;
  private static final int LONGEST_RULE = 200;
  private static final int MOST_DIGITS = 9;
  private static final int MOST_HASHES = 6;

  /**
   * @param start a line from its first character that is not a space, including the newline if
   *     reached
   */
  static LineKind of(CharSequence start) {
    char sign = start.charAt(0);
    return switch (sign) {
      case '>' -> QUOTE;
      case '#' -> heading(start);
      case '`', '~' -> fence(start, sign);
      case '-', '*', '+', '_', '=' -> signs(start, sign);
      case '|' -> TABLE;
      default -> sign >= '0' && sign <= '9' ? number(start) : TEXT;
    };
  }

  static int run(CharSequence text, int from, char sign) {
    int end = from;
    while (end < text.length() && text.charAt(end) == sign) {
      end++;
    }
    return end - from;
  }

  static int digits(CharSequence text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static LineKind heading(CharSequence start) {
    int hashes = run(start, 0, '#');
    if (hashes > MOST_HASHES) {
      return TEXT;
    }
    return hashes == start.length() ? UNKNOWN : isGap(start.charAt(hashes)) ? HEADING : TEXT;
  }

  private static LineKind fence(CharSequence start, char sign) {
    int signs = run(start, 0, sign);
    char last = start.charAt(start.length() - 1);
    if (signs < 3) {
      return signs == start.length() ? UNKNOWN : TEXT;
    }
    if (last == '\n') {
      return FENCE;
    }
    boolean codeInText = sign == '`' && last == '`' && signs < start.length();
    return codeInText || start.length() > LONGEST_INFO ? TEXT : UNKNOWN;
  }

  private static LineKind signs(CharSequence start, char sign) {
    int count = 0;
    boolean together = true;
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      if (c == '\n') {
        return ofSigns(sign, count, together && i == count);
      } else if (c == sign) {
        together &= count == i;
        count++;
      } else if (c != ' ') {
        return bullet(start, sign);
      }
    }
    return start.length() < LONGEST_RULE ? UNKNOWN : bullet(start, sign);
  }

  private static LineKind ofSigns(char sign, int count, boolean together) {
    if (sign == '=') {
      return together && count > 1 ? UNDERLINE : TEXT;
    }
    if (sign != '+' && count >= 3) {
      return RULE;
    }
    return sign != '_' && (count == 1 || !together) ? BULLET : TEXT;
  }

  private static LineKind bullet(CharSequence start, char sign) {
    boolean marker = sign == '-' || sign == '*' || sign == '+';
    return marker && isGap(start.charAt(1)) ? BULLET : TEXT;
  }

  private static LineKind number(CharSequence start) {
    int digits = digits(start);
    if (digits > MOST_DIGITS) {
      return TEXT;
    }
    if (digits == start.length()) {
      return UNKNOWN;
    }
    if (start.charAt(digits) != '.' && start.charAt(digits) != ')') {
      return TEXT;
    }
    if (digits + 1 == start.length()) {
      return UNKNOWN;
    }
    return isGap(start.charAt(digits + 1)) ? NUMBER : TEXT;
  }

  private static boolean isGap(char c) {
    return c == ' ' || c == '\n';
  }
}
