package dev.byok.text;

/**
 * A text that comes in pieces, cut anywhere, and is otherwise left as it is: surrogate pairs stay
 * together, since each half alone would be lost in UTF-8.
 */
public final class WholePairs {
  private char high;

  /** The next piece, without a half at its end. */
  public String next(String text) {
    if (text.isEmpty()) {
      return text;
    }
    char last = text.charAt(text.length() - 1);
    boolean cut = Character.isHighSurrogate(last);
    if (high == 0 && !cut) {
      return text;
    }
    String joined = end() + (cut ? text.substring(0, text.length() - 1) : text);
    high = cut ? last : 0;
    return joined;
  }

  /** What is still kept back. */
  public String end() {
    String rest = high == 0 ? "" : String.valueOf(high);
    high = 0;
    return rest;
  }
}
