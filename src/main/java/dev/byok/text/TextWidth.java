package dev.byok.text;

import org.jline.utils.WCWidth;

/**
 * Measures how many terminal columns a text takes: two for East Asian wide characters and emoji,
 * none for combining marks. Sequences that draw one emoji (joined, flags, skin tones, presentation
 * selectors) count once, as newer terminals show them.
 */
public final class TextWidth {
  private static final int JOINER = 0x200D;
  private static final int EMOJI_PRESENTATION = 0xFE0F;
  private static final int FIRST_BEYOND_LATIN = 0x300;

  private int base = -1;
  private int baseWidth;
  private boolean afterJoiner;
  private boolean openFlag;
  private boolean joins;

  /** Returns the columns of a whole text without control characters. */
  public static int of(String text) {
    TextWidth width = new TextWidth();
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      columns += width.next(codePoint);
      i += Character.charCount(codePoint);
    }
    return columns;
  }

  /** Returns the columns of a text that may contain byok's own SGR sequences. */
  public static int ofStyled(String text) {
    TextWidth width = new TextWidth();
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '\u001b') {
        i = text.indexOf('m', i) + 1;
        continue;
      }
      int codePoint = text.codePointAt(i);
      columns += width.next(codePoint);
      i += Character.charCount(codePoint);
    }
    return columns;
  }

  /** Returns the columns that one more character adds to the text so far; never negative. */
  public int next(int codePoint) {
    int added = added(codePoint);
    if (!joins) {
      base = codePoint;
      baseWidth = added;
      openFlag = isFlagLetter(codePoint);
    }
    afterJoiner = codePoint == JOINER;
    return added;
  }

  /** Whether the last character is drawn together with the one before it. */
  public boolean joins() {
    return joins;
  }

  private int added(int codePoint) {
    joins = false;
    if (codePoint < FIRST_BEYOND_LATIN) {
      return codePoint < ' ' ? 0 : 1;
    }
    if (codePoint == EMOJI_PRESENTATION) {
      joins = true;
      if (baseWidth == 1 && Character.isEmoji(base)) {
        baseWidth = 2;
        return 1;
      }
      return 0;
    }
    if (openFlag && isFlagLetter(codePoint)) {
      joins = true;
      openFlag = false;
      return 1;
    }
    if (isFlagLetter(codePoint)) {
      return 1;
    }
    if (base >= 0
        && ((Character.isEmojiModifier(codePoint) && Character.isEmojiModifierBase(base))
            || (afterJoiner && Character.isEmoji(codePoint) && Character.isEmoji(base)))) {
      joins = true;
      int widened = 2 - baseWidth;
      baseWidth = 2;
      return widened;
    }
    int columns =
        Character.isEmojiPresentation(codePoint) ? 2 : Math.max(0, WCWidth.wcwidth(codePoint));
    joins = columns == 0;
    return columns;
  }

  private static boolean isFlagLetter(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }
}
