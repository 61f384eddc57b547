package dev.byok.text;

import java.util.Locale;

/**
 * Makes text of unknown origin harmless on a terminal. Characters that could control the terminal
 * or deceive its reader become visible signs. Newlines and tabs stay. The text may be cut into
 * pieces anywhere: a carriage return and the first half of a surrogate pair are held back until the
 * next character is known.
 *
 * <p>These are harmful:
 *
 * <ul>
 *   <li>control characters (C0, DEL, C1), which clear the screen, set the title or fill the
 *       clipboard;
 *   <li>the marks that embed, override, isolate or hint at a text direction, and the line and
 *       paragraph separators, which show a text in a different order than it has;
 *   <li>characters that hide one text in another: tag characters (except in the flags of England,
 *       Scotland and Wales, which are spelled with them), annotation marks, the byte order mark
 *       inside a text, and the deprecated U+206A to U+206F;
 *   <li>halves of surrogate pairs, which UTF-8 cannot write.
 * </ul>
 *
 * <p>Soft hyphens, joiners, zero-width spaces and variation selectors stay: Persian, Thai, Japanese
 * names and emoji need them, and they do not move text.
 */
public final class SafeText {
  private static final char PICTURES = '\u2400';
  private static final int FLAG = 0x1F3F4;
  private static final int END_OF_FLAG = 0xE007F;

  /** Enough for a country's two letters, a region's two or three, and the end tag. */
  private static final int LONGEST_FLAG = 7;

  private boolean carriageReturn;
  private char high;
  private int flag;

  /** Makes one complete text safe. */
  public static String of(String text) {
    SafeText safe = new SafeText();
    return safe.next(text) + safe.end();
  }

  /** Makes one line safe: newlines and tabs also become spaces. */
  public static String line(String text) {
    return of(text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
  }

  /** Makes the next piece of a longer text safe. */
  public String next(String text) {
    if (!carriageReturn && high == 0 && isHarmless(text)) {
      flag = text.isEmpty() ? flag : 0;
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      append(safe, text.charAt(i));
    }
    return safe.toString();
  }

  /** Returns what is still held back. */
  public String end() {
    StringBuilder safe = new StringBuilder();
    release(safe, '\0');
    return safe.toString();
  }

  private void append(StringBuilder safe, char c) {
    if (high != 0 && Character.isLowSurrogate(c)) {
      int whole = Character.toCodePoint(high, c);
      high = 0;
      append(safe, whole);
      return;
    }
    release(safe, c);
    if (c == '\r') {
      carriageReturn = true;
    } else if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      append(safe, (int) c);
    }
  }

  /** Writes what was held back, now that it turned out to be unpaired. */
  private void release(StringBuilder safe, char next) {
    if (carriageReturn && next != '\n') {
      safe.append((char) (PICTURES + '\r'));
    }
    if (high != 0) {
      safe.append('\uFFFD');
    }
    carriageReturn = false;
    high = 0;
  }

  private void append(StringBuilder safe, int c) {
    boolean inFlag = flag > 0 && isFlagLetter(c);
    flag = c == FLAG ? LONGEST_FLAG : inFlag && c != END_OF_FLAG ? flag - 1 : 0;
    if (c == '\n' || c == '\t') {
      safe.append((char) c);
    } else if (c < ' ') {
      safe.append((char) (PICTURES + c));
    } else if (c == 0x7F) {
      safe.append('\u2421');
    } else if (Character.getType(c) == Character.SURROGATE) {
      safe.append('\uFFFD');
    } else if (isHarmful(c) && !inFlag) {
      safe.append("<U+").append(hex(c)).append('>');
    } else {
      safe.appendCodePoint(c);
    }
  }

  private static boolean isHarmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((isHarmful(c) && c != '\n' && c != '\t') || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the character is harmful; newlines and tabs count as harmful here. */
  static boolean isHarmful(int c) {
    return c < ' ' || (c >= 0x7F && c <= 0x9F) || (c >= 0x061C && (isDirection(c) || isHiding(c)));
  }

  /** The text direction marks, and Unicode's line and paragraph separators. */
  public static boolean isDirection(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isHiding(int c) {
    return (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || isTag(c);
  }

  /** Whether the tag character is a digit, a small letter, or the end of a flag. */
  private static boolean isFlagLetter(int c) {
    return (c >= 0xE0030 && c <= 0xE0039) || (c >= 0xE0061 && c <= 0xE007A) || c == END_OF_FLAG;
  }

  private static boolean isTag(int c) {
    return c >= 0xE0000 && c <= 0xE007F;
  }

  private static String hex(int c) {
    String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }
}
