package dev.byok.text.markdown;

/**
 * Decides where a line may break without a space: between East Asian characters, as their rules
 * allow.
 */
final class Breaks {
  private static final String NOT_AT_THE_START = "、。，．：；？！）］｝〉》」』】〕〗ー々…・%％";
  private static final String NOT_AT_THE_END = "（［｛〈《「『【〔〖";

  private Breaks() {}

  static boolean between(int before, int after) {
    return (isIdeograph(before) || isIdeograph(after))
        && (after < 0x2000 ? Character.isLetterOrDigit(after) : NOT_AT_THE_START.indexOf(after) < 0)
        && NOT_AT_THE_END.indexOf(before) < 0
        && (before >= 0x2000 || Character.isLetterOrDigit(before));
  }

  private static boolean isIdeograph(int codePoint) {
    return codePoint >= 0x3000
        && (codePoint <= 0x30FF
            || (codePoint >= 0x3400 && codePoint <= 0x9FFF)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0x20000 && codePoint <= 0x3FFFF));
  }
}
