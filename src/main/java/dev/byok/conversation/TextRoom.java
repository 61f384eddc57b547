package dev.byok.conversation;

/**
 * Limits the text of one answer, including its reasoning, in bytes of UTF-8. Text beyond the limit
 * is cut off.
 */
public final class TextRoom {
  private long left;
  private boolean over;

  /**
   * @param bytes the limit
   */
  public TextRoom(long bytes) {
    left = bytes;
  }

  /** Returns the piece, or the part of its text that fits. */
  public Delta take(Delta delta) {
    if (delta instanceof Delta.Text piece) {
      String fits = fitting(piece.text());
      return over ? new Delta.Text(fits) : piece;
    }
    if (delta instanceof Delta.Reasoning piece) {
      String fits = fitting(piece.text());
      return over ? new Delta.Reasoning(fits) : piece;
    }
    return delta;
  }

  /** Whether something was cut off. */
  public boolean isOver() {
    return over;
  }

  private String fitting(String text) {
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      int bytes = bytes(character);
      if (bytes > left) {
        over = true;
        left = 0;
        return text.substring(0, end);
      }
      left -= bytes;
      end += Character.charCount(character);
    }
    return text;
  }

  private static int bytes(int character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
