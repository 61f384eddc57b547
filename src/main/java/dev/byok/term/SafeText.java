package dev.byok.term;

/**
 * Makes text of unknown origin harmless on a terminal: control characters, which could clear the
 * screen, set the title or fill the clipboard, and characters that reverse the direction of reading
 * appear as visible signs. Newlines and tabs stay. Text is cut into pieces anywhere, so only a
 * carriage return is kept back until the next character is known.
 */
public final class SafeText {
  private static final char PICTURES = '\u2400';
  private boolean carriageReturn;

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
    if (!carriageReturn && isHarmless(text)) {
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
    boolean kept = carriageReturn;
    carriageReturn = false;
    return kept ? String.valueOf((char) (PICTURES + '\r')) : "";
  }

  private void append(StringBuilder safe, char c) {
    if (carriageReturn && c != '\n') {
      safe.append((char) (PICTURES + '\r'));
    }
    carriageReturn = c == '\r';
    if (carriageReturn) {
      return;
    }
    if (c == '\n' || c == '\t') {
      safe.append(c);
    } else if (c < ' ') {
      safe.append((char) (PICTURES + c));
    } else if (c == 0x7F) {
      safe.append('\u2421');
    } else if (isUnsafe(c)) {
      safe.append("<U+").append(hex(c)).append('>');
    } else {
      safe.append(c);
    }
  }

  private static boolean isHarmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F || isUnsafe(c)) {
        return false;
      }
    }
    return true;
  }

  /** C1 controls, and the marks that embed, override or isolate a direction. */
  private static boolean isUnsafe(char c) {
    return (c >= 0x80 && c <= 0x9F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || c == 0x2028
        || c == 0x2029;
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    return "0000".substring(digits.length()) + digits;
  }
}
