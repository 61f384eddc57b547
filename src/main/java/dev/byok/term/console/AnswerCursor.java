package dev.byok.term.console;

import org.jline.utils.WCWidth;

/**
 * Tracks the column of an answer and keeps the incomplete end of a chunk: half a control sequence,
 * half a character or half a line break.
 */
final class AnswerCursor {
  private static final int TAB = 8;

  private final StringBuilder kept = new StringBuilder();
  private int column;

  /** Whether byok broke a full line, so that a line break that follows is already there. */
  private boolean ended;

  int column() {
    return column;
  }

  /** Moves to the left edge after something else was written. */
  void reset() {
    column = 0;
    ended = false;
    kept.setLength(0);
  }

  /** Sets a new screen width. The terminal wraps a line that no longer fits. */
  void resize(int width) {
    column = column < width ? column : column % width;
  }

  /** Returns the text that can be shown now, including what was kept before. */
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

  /**
   * Returns a line break if the line is full, since terminals delay wrapping there; otherwise "".
   */
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

  /** Moves over the text and returns where its last complete part ends. */
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

  /** Returns the length of the character or control sequence here; 0 while its end is missing. */
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

  /** Returns the length of a command, such as a link, which ends with BEL or ESC backslash. */
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
