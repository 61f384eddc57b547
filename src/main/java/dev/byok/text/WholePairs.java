package dev.byok.text;

/**
 * Keeps surrogate pairs together in a text that arrives in pieces cut anywhere, since each half
 * alone would be lost in UTF-8. The text is otherwise unchanged.
 */
public final class WholePairs {
  private char high;

  /** The next piece without half a pair at its end. */
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

  /** What is still held back. */
  public String end() {
    String rest = high == 0 ? "" : String.valueOf(high);
    high = 0;
    return rest;
  }
}
