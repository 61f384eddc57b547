package dev.byok.secrets;

import org.jspecify.annotations.Nullable;

/**
 * A text without the escapes of JSON and of URLs, whichever characters they were used for, and
 * where each of its characters stood.
 */
final class Unescaped {
  private static final String SHORT = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private final String text;
  private final int @Nullable [] starts;

  private Unescaped(String text, int @Nullable [] starts) {
    this.text = text;
    this.starts = starts;
  }

  /** The text as it stands. */
  static Unescaped nothing(String text) {
    return new Unescaped(text, null);
  }

  static Unescaped of(String escaped) {
    StringBuilder text = new StringBuilder(escaped.length());
    int[] starts = new int[escaped.length() + 1];
    int at = 0;
    while (at < escaped.length()) {
      starts[text.length()] = at;
      char here = escaped.charAt(at);
      int unicode = here == '\\' && follows(escaped, at, 'u') ? hex(escaped, at + 2, 4) : -1;
      int percent = here == '%' ? hex(escaped, at + 1, 2) : -1;
      int plain =
          here == '\\' && at + 1 < escaped.length() ? SHORT.indexOf(escaped.charAt(at + 1)) : -1;
      if (unicode >= 0) {
        text.append((char) unicode);
        at += 6;
      } else if (percent >= 0) {
        text.append((char) percent);
        at += 3;
      } else if (plain >= 0) {
        text.append(MEANT.charAt(plain));
        at += 2;
      } else {
        text.append(here);
        at++;
      }
    }
    starts[text.length()] = at;
    return new Unescaped(text.toString(), starts);
  }

  String text() {
    return text;
  }

  /** Where in the original the character at that index began; at the text's length, its end. */
  int start(int index) {
    return starts == null ? index : starts[index];
  }

  private static boolean follows(String text, int at, char next) {
    return at + 1 < text.length() && text.charAt(at + 1) == next;
  }

  private static int hex(String text, int at, int digits) {
    if (at + digits > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
