package dev.byok.text.markdown;

import java.util.Arrays;

/**
 * Text of a paragraph that cannot be written yet, because a delimiter in it may still be closed.
 * Delimiters that were paired are hidden.
 */
final class HeldText {
  static final int LINE_BREAK = '\n';
  private static final int HIDDEN = 1 << 30;

  private final StringBuilder text = new StringBuilder();
  private int[] styles = new int[64];

  int length() {
    return text.length();
  }

  void append(int codePoint, int style) {
    text.appendCodePoint(codePoint);
    if (text.length() > styles.length) {
      styles = Arrays.copyOf(styles, styles.length * 2);
    }
    Arrays.fill(styles, text.length() - Character.charCount(codePoint), text.length(), style);
  }

  void append(String more, int style) {
    more.codePoints().forEach(codePoint -> append(codePoint, style));
  }

  void addStyle(int from, int to, int style) {
    for (int i = from; i < to; i++) {
      styles[i] |= style;
    }
  }

  void hide(int from, int count) {
    addStyle(from, from + count, HIDDEN);
  }

  String visible(int from, int to) {
    StringBuilder seen = new StringBuilder();
    for (int i = from; i < to; i++) {
      if ((styles[i] & HIDDEN) == 0) {
        seen.append(text.charAt(i));
      }
    }
    return seen.toString();
  }

  void writeTo(LineWriter writer) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int style = styles[i];
      i += Character.charCount(codePoint);
      if ((style & HIDDEN) != 0) {
        continue;
      }
      if (codePoint == ' ') {
        writer.blank(style);
      } else if (codePoint == LINE_BREAK) {
        writer.endLine();
      } else {
        writer.put(codePoint, style);
      }
    }
    text.setLength(0);
  }
}
