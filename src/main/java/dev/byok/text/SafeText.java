package dev.byok.text;

import java.util.Locale;

/**
 * Makes text of unknown origin harmless on a terminal: what could steer it or deceive its reader
 * appears as a visible sign. Newlines and tabs stay. Text is cut into pieces anywhere: a carriage
 * return and the first half of a surrogate pair are kept back until the next character is known.
 *
 * <p>Harmful are
 *
 * <ul>
 *   <li>control characters (C0, DEL, C1), which clear the screen, set the title or fill the
 *       clipboard;
 *   <li>the marks that embed, override, isolate or lean toward a direction of reading, and the
 *       separators of lines and paragraphs, which show a text in another order than it is in;
 *   <li>what hides a text in another: tag characters (except in the flags of England, Scotland and
 *       Wales, which are spelled with them), the marks of annotations, the byte order mark inside a
 *       text, and the deprecated U+206A to U+206F;
 *   <li>halves of surrogate pairs, which UTF-8 cannot write.
 * </ul>
 *
 * <p>Soft hyphens, joiners, zero-width spaces and variation selectors stay: Persian, Thai, Japanese
 * names and emoji need them, and they move nothing.
 */
public final class SafeText {
  private static final char PICTURES = '\u2400';
  private static final int FLAG = 0x1F3F4;
  private static final int END_OF_FLAG = 0xE007F;

  /** Enough for a region's two or three letters, a country's two, and the end. */
  private static final int LONGEST_FLAG = 7;

  private boolean carriageReturn;
  private char high;
  private int flag;

  /** One complete text. */
  public static String of(String text) {
    SafeText safe = new SafeText();
    return safe.next(text) + safe.end();
  }

  /** One line: newlines and tabs become spaces as well. */
  public static String line(String text) {
    return of(text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
  }

  /** The next piece of a longer text. */
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

  /** What is still kept back. */
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

  /** What was kept back turns out to stand alone. */
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

  /** Whether the character is one of those that the class names; newlines and tabs are. */
  static boolean isHarmful(int c) {
    return c < ' ' || (c >= 0x7F && c <= 0x9F) || (c >= 0x061C && (isDirection(c) || isHiding(c)));
  }

  /** The marks for the direction of reading, and the separators that Unicode has beside LF. */
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

  /** A digit, a small letter, or the end of the flag. */
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
