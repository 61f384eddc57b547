package dev.byok.term.console;

import dev.byok.text.SafeText;
import org.jline.utils.WCWidth;

/**
 * What was typed while an answer came, as one line to look at: keys that erase are obeyed, all
 * others that print nothing are passed over, and a line's end is a sign. Keys come in pieces.
 */
final class TypedLine {
  private static final char ENTER = '\u23CE';
  private static final char CUT = '\u2026';

  /** Far more than any screen is wide; what was pasted before is not looked at again. */
  private static final int LONGEST = 4096;

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder escape = new StringBuilder();

  /** More keys. */
  void add(String keys) {
    keys.codePoints().forEach(this::add);
    if (text.length() > LONGEST) {
      int from = text.length() - LONGEST / 2;
      text.delete(0, Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }
  }

  /** The end of it, as much as fits into so many columns. */
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

  /** A lone surrogate, a control character and a mark that turns the writing round show nothing. */
  private void append(int key) {
    if (!Character.isISOControl(key)
        && Character.getType(key) != Character.SURROGATE
        && !SafeText.isDirection(key)) {
      text.appendCodePoint(key);
    }
  }

  /** A character goes together with the marks that stand over it. */
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

  /** Such as an arrow key: ESC [ … letter, ESC O letter, or ESC and a key. */
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
