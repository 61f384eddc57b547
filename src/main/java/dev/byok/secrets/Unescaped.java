package dev.byok.secrets;

/**
 * Reads a text with its escapes resolved once: those of JSON, programs, URLs, HTML and, if asked
 * for, quoted-printable, whichever characters they stand for. Invisible characters are omitted.
 * Text that was escaped twice must be read twice.
 */
final class Unescaped {
  private static final String SHORT = "\"'\\/bfnrtv";
  private static final String MEANT = "\"'\\/\b\f\n\r\t\u000b";
  private static final char NOTHING = '\ufffd';

  private final View escaped;
  private final boolean quotedPrintable;

  /** The index after the escape that was read last. */
  private int end;

  private Unescaped(View escaped, boolean quotedPrintable) {
    this.escaped = escaped;
    this.quotedPrintable = quotedPrintable;
  }

  /**
   * @param quotedPrintable whether {@code =3D} is an escape; after a name it may be a value instead
   */
  static View once(View escaped, boolean quotedPrintable) {
    return new Unescaped(escaped, quotedPrintable).view();
  }

  private View view() {
    View.Builder view = new View.Builder(escaped);
    for (int at = 0; at < escaped.length(); at = end) {
      end = at + 1;
      int meant =
          switch (escaped.charAt(at)) {
            case '\\' -> backslash(at);
            case '%' -> percent(at);
            case '&' -> entity(at);
            case '=' -> quotedPrintable ? equals(at) : -1;
            default -> -1;
          };
      char c = meant < 0 ? escaped.charAt(at) : (char) meant;
      if (c != NOTHING && !Invisible.is(c)) {
        view.add(c, at, end);
      }
    }
    return view.view();
  }

  private int backslash(int at) {
    char kind = peek(at + 1);
    int value =
        switch (kind) {
          case 'u', 'x', 'X' ->
              peek(at + 2) == '{'
                  ? braced(at + 3)
                  : digits(at + 2, kind == 'u' ? 4 : 2, kind == 'u' ? 4 : 2, 16);
          case 'U' -> digits(at + 2, 8, 8, 16);
          case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(at + 1, 1, 3, 8);
          case '\n' -> skipped(at + 2);
          default -> -1;
        };
    int plain = SHORT.indexOf(kind);
    if (value < 0 && plain >= 0) {
      end = at + 2;
      return MEANT.charAt(plain);
    }
    return value;
  }

  private int braced(int at) {
    int value = digits(at, 1, 6, 16);
    if (value < 0 || peek(end) != '}') {
      end = at - 3 + 1;
      return -1;
    }
    end++;
    return value;
  }

  private int percent(int at) {
    char kind = peek(at + 1);
    return kind == 'u' || kind == 'U' ? digits(at + 2, 4, 4, 16) : digits(at + 1, 2, 2, 16);
  }

  private int entity(int at) {
    if (peek(at + 1) != '#') {
      int length = Entities.longest(escaped, at + 1);
      if (length == 0) {
        return -1;
      }
      end = at + 1 + length;
      endSemicolon();
      return Entities.meaning(escaped.subSequence(at + 1, at + 1 + length));
    }
    boolean hex = peek(at + 2) == 'x' || peek(at + 2) == 'X';
    int value = hex ? digits(at + 3, 1, 8, 16) : digits(at + 2, 1, 10, 10);
    if (value >= 0) {
      endSemicolon();
    }
    return value;
  }

  private int equals(int at) {
    if (peek(at + 1) == '\n') {
      return skipped(at + 2);
    }
    if (peek(at + 1) == '\r' && peek(at + 2) == '\n') {
      return skipped(at + 3);
    }
    return digits(at + 1, 2, 2, 16);
  }

  private int skipped(int behind) {
    end = behind;
    return NOTHING;
  }

  private void endSemicolon() {
    if (peek(end) == ';') {
      end++;
    }
  }

  /** Reads a number, or -1 for too few digits. One that does not fit a {@code char} is nothing. */
  private int digits(int at, int fewest, int most, int radix) {
    long value = 0;
    int count = 0;
    while (count < most && digit(peek(at + count), radix) >= 0) {
      value = value * radix + digit(peek(at + count), radix);
      count++;
    }
    if (count < fewest) {
      return -1;
    }
    end = at + count;
    return value < View.BREAK ? (int) value : NOTHING;
  }

  private static int digit(char c, int radix) {
    return c <= 'f' ? Character.digit(c, radix) : -1;
  }

  /** Returns the character at this index; after the end of the text, one that no code looks for. */
  private char peek(int at) {
    return at < escaped.length() ? escaped.charAt(at) : View.BREAK;
  }
}
