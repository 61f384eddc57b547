package dev.byok.text.markdown;

/**
 * An address without brackets around it: from {@code http://} or {@code https://} to a character
 * that cannot be part of one. Punctuation is part of it only if the address continues after it.
 */
final class BareAddress {
  private static final String PLAIN = "http://";
  private static final String SECURE = "https://";
  private static final String ENDS = "<>\"`*]|";
  private static final String PUNCTUATION = ".,;:!?'";
  private static final int MOST_PUNCTUATION = 64;

  private final HeldText held;
  private final int style;
  private final StringBuilder waiting = new StringBuilder();
  private boolean known;
  private int parentheses;

  BareAddress(HeldText held, int style) {
    this.held = held;
    this.style = style | Style.UNDERLINE;
  }

  /** Begins with a letter that may be the first of an address. */
  void begin(int letter) {
    waiting.setLength(0);
    waiting.appendCodePoint(letter);
    known = false;
    parentheses = 0;
  }

  /** Takes a character and returns whether it is part of what may be an address. */
  boolean accept(int codePoint) {
    return known ? goesOn(codePoint) : begins(codePoint);
  }

  boolean isKnown() {
    return known;
  }

  int held() {
    return waiting.length();
  }

  /** Takes out what is not part of an address after all. */
  String takeRest() {
    String rest = waiting.toString();
    waiting.setLength(0);
    return rest;
  }

  private boolean begins(int codePoint) {
    String begun = waiting + Character.toString(codePoint);
    if (!PLAIN.startsWith(begun) && !SECURE.startsWith(begun)) {
      return false;
    }
    waiting.appendCodePoint(codePoint);
    known = begun.equals(PLAIN) || begun.equals(SECURE);
    if (known) {
      held.append(takeRest(), style);
    }
    return true;
  }

  private boolean goesOn(int codePoint) {
    parentheses += codePoint == '(' ? 1 : codePoint == ')' ? -1 : 0;
    if (Characters.isBlank(codePoint) || ENDS.indexOf(codePoint) >= 0 || parentheses < 0) {
      return false;
    }
    waiting.appendCodePoint(codePoint);
    if (PUNCTUATION.indexOf(codePoint) < 0 || waiting.length() > MOST_PUNCTUATION) {
      held.append(takeRest(), style);
    }
    return true;
  }
}
