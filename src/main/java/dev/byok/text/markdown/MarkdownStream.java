package dev.byok.text.markdown;

import dev.byok.text.SafeText;
import java.util.function.IntSupplier;

/**
 * Draws a model's markdown as it arrives. Everything is written to the terminal once: nothing is
 * printed again and the cursor never moves back. Lines never reach the last column, so the terminal
 * never wraps them. Control characters in the text become visible signs; the only control sequences
 * in the output are byok's own styles.
 *
 * <p>Text appears when its word is complete. Text is held only when later text decides about it:
 * after a delimiter until it closes, a line of code until its end, and a table until its end. All
 * of these have bounds, so memory and time do not depend on what a model sends.
 *
 * <p>Markdown is read as CommonMark and GitHub do, except where only later text could tell: a line
 * of {@code =} or {@code -} under a paragraph is drawn as a rule, reference links stay as they are,
 * and a table's lines must begin with a pipe.
 */
public final class MarkdownStream {
  private static final int NARROWEST = 10;
  private static final int TAB = 4;
  private static final int REPLACEMENT = 0xFFFD;

  private final SafeText safe = new SafeText();
  private final LineWriter writer;
  private final BlockReader blocks;
  private char highSurrogate;
  private int column;

  /**
   * @param width columns of the terminal, asked for again at each line
   * @param color whether to use styles; the layout is the same without them
   */
  public MarkdownStream(IntSupplier width, boolean color) {
    writer = new LineWriter(() -> Math.max(NARROWEST, width.getAsInt()), color);
    Containers containers = new Containers();
    blocks = new BlockReader(containers, new Leaf(containers, writer, color));
  }

  /** Takes the next piece of the text, cut anywhere. Returns what to write now. */
  public String next(String piece) {
    read(safe.next(piece));
    return writer.take();
  }

  /** Ends the text. Returns the rest to write, which ends with a newline. */
  public String end() {
    read(safe.end());
    if (highSurrogate != 0) {
      highSurrogate = 0;
      accept(REPLACEMENT);
    }
    blocks.end();
    writer.endLine();
    return writer.take();
  }

  /** The number of characters held back, for tests of its bound. */
  int held() {
    return blocks.held() + writer.held();
  }

  private void read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (highSurrogate != 0) {
        char high = highSurrogate;
        highSurrogate = 0;
        if (Character.isLowSurrogate(c)) {
          accept(Character.toCodePoint(high, c));
          continue;
        }
        accept(REPLACEMENT);
      }
      if (Character.isHighSurrogate(c)) {
        highSurrogate = c;
      } else {
        accept(Character.isLowSurrogate(c) ? REPLACEMENT : c);
      }
    }
  }

  private void accept(int codePoint) {
    if (codePoint == '\t') {
      do {
        blocks.accept(' ');
        column++;
      } while (column % TAB != 0);
      return;
    }
    column = codePoint == '\n' ? 0 : column + 1;
    blocks.accept(codePoint);
  }
}
