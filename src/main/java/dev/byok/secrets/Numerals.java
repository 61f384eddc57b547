package dev.byok.secrets;

/**
 * Reads a text as the numbers of its characters, as dumps and lists of bytes show them: with or
 * without separators, with {@code 0x} before each, with the zeros of UTF-16.
 */
final class Numerals {
  /** As in {@code ", "0x} or {@code ).chr(}. A longer gap is text between two numbers. */
  private static final int LONGEST_GAP = 8;

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private Numerals() {}

  /**
   * Reads pairs of hex digits.
   *
   * @param shift 1 to begin a long run of digits at its second one: a letter may come before it
   */
  static View hex(View text, int shift) {
    View.Builder view = new View.Builder(text);
    int last = -1;
    for (int at = 0; at < text.length(); ) {
      int end = runEnd(text, at, 16);
      int length = end - at;
      if (length >= 2) {
        breakBetween(view, last, at);
        for (int i = at + (length > 2 ? shift : 0); i + 2 <= end; i += 2) {
          int value = number(text, i, i + 2, 16);
          if (value != 0) {
            view.add((char) value, i, i + 2);
          }
        }
        last = end;
      }
      at = end + 1;
    }
    return view.view();
  }

  /** Reads each run of digits as a number of printable ASCII, in base 8 or 10. */
  static View single(View text, int radix) {
    View.Builder view = new View.Builder(text);
    int last = -1;
    for (int at = 0; at < text.length(); ) {
      int end = runEnd(text, at, 10);
      int value = end > at && end - at <= 4 ? number(text, at, end, radix) : -1;
      if (value >= FIRST_PRINTABLE && value <= LAST_PRINTABLE) {
        breakBetween(view, last, at);
        view.add((char) value, at, end);
        last = end;
      }
      at = end + 1;
    }
    return view.view();
  }

  private static void breakBetween(View.Builder view, int last, int at) {
    if (last >= 0 && at - last > LONGEST_GAP) {
      view.addBreak(last);
    }
  }

  private static int runEnd(View text, int at, int radix) {
    int end = at;
    while (end < text.length() && digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    return end;
  }

  private static int number(View text, int at, int end, int radix) {
    int value = 0;
    for (int i = at; i < end; i++) {
      int digit = digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static int digit(char c, int radix) {
    return c <= 'f' ? Character.digit(c, radix) : -1;
  }
}
