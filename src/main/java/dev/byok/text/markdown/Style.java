package dev.byok.text.markdown;

/**
 * How a character is drawn, as a number: flags in the low bits, and above them the SGR code of the
 * color. SGR is ECMA-48's "select graphic rendition".
 */
final class Style {
  static final int PLAIN = 0;
  static final int BOLD = 1;
  static final int DIM = 2;
  static final int ITALIC = 4;
  static final int UNDERLINE = 8;
  static final int STRIKE = 16;
  static final String RESET = "\u001b[0m";

  static final int MARK = DIM;
  static final int HEADING = BOLD | color(36);
  static final int CODE = color(33);
  static final int KEYWORD = color(35);
  static final int STRING = color(32);
  static final int NUMBER = color(36);
  static final int NAME = color(34);
  static final int COMMENT = DIM;

  private static final int COLOR = 8;
  private static final int FLAGS = (1 << COLOR) - 1;
  private static final int[] FLAG_CODES = {1, 2, 3, 4, 9};

  private Style() {}

  /**
   * Returns the style of inline code inside text: it keeps the flags around it, but not the color.
   */
  static int code(int around) {
    return (around & FLAGS) | CODE;
  }

  static boolean isCode(int style) {
    return (style & ~FLAGS) == CODE;
  }

  /** Returns the control sequence that changes one style into another; empty if they are equal. */
  static String change(int from, int to) {
    if (from == to) {
      return "";
    }
    if (to == PLAIN) {
      return RESET;
    }
    StringBuilder sequence = new StringBuilder("\u001b[");
    sequence.append(from == PLAIN ? "" : "0;");
    for (int i = 0; i < FLAG_CODES.length; i++) {
      if ((to & (1 << i)) != 0) {
        sequence.append(FLAG_CODES[i]).append(';');
      }
    }
    if (to >> COLOR != 0) {
      sequence.append(to >> COLOR).append(';');
    }
    sequence.setCharAt(sequence.length() - 1, 'm');
    return sequence.toString();
  }

  private static int color(int code) {
    return code << COLOR;
  }
}
