package dev.byok.term.console;

import dev.byok.text.SafeText;
import org.jline.utils.WCWidth;

/**
 * Shows what was typed during an answer as one line. Erasing keys take effect, other keys that
 * print nothing are skipped, and a line break becomes a sign. Keys come in pieces.
 */
final class TypedLine {
  private static final char ENTER = '\u23CE';
  private static final char CUT = '\u2026';

  /** Far wider than any screen; older text is no longer needed. */
  private static final int LONGEST = 4096;

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder escape = new StringBuilder();

  void add(String keys) {
    keys.codePoints().forEach(this::add);
    if (text.length() > LONGEST) {
      int from = text.length() - LONGEST / 2;
      text.delete(0, Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }
  }

  /** Returns as much of its end as fits into this many columns. */
  String shown(int width) {
    if (columns(text) <= width) {
      return text.toString();
    }
    int from = text.length();
    int left = width - 1;
    while (from > 0) {
      int c = text.codePointBefore(from);
      left -= wide(c);
      if (left < 0) {
        break;
      }
      from -= Character.charCount(c);
    }
    return width < 1 ? "" : CUT + text.substring(from);
  }

  private void add(int key) {
    if (!escape.isEmpty()) {
      escape.appendCodePoint(key);
      if (isWhole(escape)) {
        escape.setLength(0);
      }
      return;
    }
    switch (key) {
      case 0x1B -> escape.append((char) key);
      case '\r', '\n' -> text.append(ENTER);
      case '\b', 0x7F -> erase();
      case 'U' - '@' -> text.setLength(0);
      case 'W' - '@' -> eraseWord();
      case '\t' -> text.append(' ');
      default -> append(key);
    }
  }

  /** Skips lone surrogates, control characters and marks that change the writing direction. */
  private void append(int key) {
    if (!Character.isISOControl(key)
        && Character.getType(key) != Character.SURROGATE
        && !SafeText.isDirection(key)) {
      text.appendCodePoint(key);
    }
  }

  /** Erases a character together with its combining marks. */
  private void erase() {
    boolean mark = true;
    while (mark && !text.isEmpty()) {
      int c = text.codePointBefore(text.length());
      mark = wide(c) == 0;
      text.setLength(text.length() - Character.charCount(c));
    }
  }

  private void eraseWord() {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      erase();
    }
    while (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
      erase();
    }
  }

  /** Whether a key's sequence is complete: ESC [ … letter, ESC O letter, or ESC and a key. */
  private static boolean isWhole(CharSequence sequence) {
    char kind = sequence.charAt(1);
    char last = sequence.charAt(sequence.length() - 1);
    if (kind == '[') {
      return sequence.length() > 2 && last >= '@' && last <= '~';
    }
    return kind != 'O' || sequence.length() > 2;
  }

  private static int columns(CharSequence text) {
    return text.codePoints().map(TypedLine::wide).sum();
  }

  private static int wide(int c) {
    return Math.max(0, WCWidth.wcwidth(c));
  }
}
