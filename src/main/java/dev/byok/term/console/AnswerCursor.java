package dev.byok.term.console;

import org.jline.utils.WCWidth;

/**
 * Where an answer stands on its line, and the end of a chunk that means nothing yet: half a control
 * sequence, half a character, half a line's end.
 */
final class AnswerCursor {
  private static final int TAB = 8;

  private final StringBuilder kept = new StringBuilder();
  private int column;

  /** Whether a full line was ended by us, so that a line's end that follows already exists. */
  private boolean ended;

  int column() {
    return column;
  }

  /** Back at the left edge, since something else was written. */
  void reset() {
    column = 0;
    ended = false;
    kept.setLength(0);
  }

  /**
   * The screen is narrower or wider now; a line that no longer fits was wrapped by the terminal.
   */
  void resize(int width) {
    column = column < width ? column : column % width;
  }

  /** What of the text can be shown now, with what was kept back before. */
  String next(String text, int width) {
    String all = kept.isEmpty() ? text : kept + text;
    kept.setLength(0);
    if (ended) {
      return withoutFirstEnd(all, width);
    }
    int end = advance(all, width);
    kept.append(all, end, all.length());
    return end == all.length() ? all : all.substring(0, end);
  }

  /** The sequences that move the cursor out of a full line, on which a terminal waits to wrap. */
  String settle(int width) {
    if (column < width) {
      return "";
    }
    column = 0;
    ended = true;
    return "\r\n";
  }

  private String withoutFirstEnd(String text, int width) {
    StringBuilder shown = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length() && ended) {
      int length = sequence(text, i);
      if (length == 0) {
        kept.append(text, i, text.length());
        return shown.toString();
      }
      char c = text.charAt(i);
      if (c != '\n' && c != '\r') {
        shown.append(text, i, i + length);
      }
      ended = c == '\r' || c == 0x1B;
      column = ended || c == '\n' ? 0 : advanced(text.codePointAt(i), width);
      i += length;
    }
    if (!ended) {
      shown.append(next(text.substring(i), width));
    }
    return shown.toString();
  }

  /** Goes through the text and returns where the last whole piece of it ends. */
  private int advance(String text, int width) {
    int i = 0;
    while (i < text.length()) {
      int length = sequence(text, i);
      if (length == 0) {
        return i;
      }
      if (text.charAt(i) != 0x1B) {
        column = advanced(text.codePointAt(i), width);
      }
      i += length;
    }
    return i;
  }

  private int advanced(int c, int width) {
    if (c == '\n' || c == '\r') {
      return 0;
    }
    if (c == '\t') {
      return Math.min((column / TAB + 1) * TAB, width - 1);
    }
    int wide = Math.max(0, WCWidth.wcwidth(c));
    return column + wide > width ? wide : column + wide;
  }

  /** How many chars the character or control sequence here has; 0 while its end is missing. */
  private static int sequence(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() ? 0 : Character.charCount(text.codePointAt(at));
    }
    if (c == '\r') {
      return at + 1 == text.length() ? 0 : 1;
    }
    if (c != 0x1B) {
      return 1;
    }
    if (at + 1 == text.length()) {
      return 0;
    }
    char kind = text.charAt(at + 1);
    if (kind == ']') {
      return command(text, at);
    }
    if (kind != '[') {
      return 2;
    }
    for (int i = at + 2; i < text.length(); i++) {
      if (text.charAt(i) >= '@' && text.charAt(i) <= '~') {
        return i + 1 - at;
      }
    }
    return 0;
  }

  /** Such as a link: up to BEL, or ESC and a backslash. */
  private static int command(String text, int at) {
    for (int i = at + 2; i < text.length(); i++) {
      if (text.charAt(i) == 0x07) {
        return i + 1 - at;
      }
      if (text.charAt(i) == '\\' && text.charAt(i - 1) == 0x1B) {
        return i + 1 - at;
      }
    }
    return 0;
  }
}
