package dev.byok.text.markdown;

import dev.byok.text.SafeText;
import java.util.function.IntSupplier;

/**
 * Draws a model's markdown as it arrives. What is returned is written to the terminal once: nothing
 * is printed again, no cursor is moved. Lines never reach the last column, so the terminal wraps
 * none of them. Control characters in the text become visible signs; the only control sequences in
 * the output are byok's own styles.
 *
 * <p>Text appears when its word is complete. Only what later text decides about is held: text
 * behind a delimiter until its other half, lines of code until their end, tables until theirs; all
 * of it within bounds, so that memory and time do not depend on what a model sends.
 *
 * <p>Markdown is read as CommonMark and GitHub do, except where only later text could tell: a line
 * of {@code =} or {@code -} under a paragraph is drawn as a rule, references to links stay as they
 * are, and a table's lines begin with a pipe.
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
   * @param width columns of the terminal, asked anew at each line
   * @param color whether to use styles; the layout is the same without
   */
  public MarkdownStream(IntSupplier width, boolean color) {
    writer = new LineWriter(() -> Math.max(NARROWEST, width.getAsInt()), color);
    Containers containers = new Containers();
    blocks = new BlockReader(containers, new Leaf(containers, writer, color));
  }

  /** The next piece of the text, cut anywhere; what is to be written now. */
  public String next(String piece) {
    read(safe.next(piece));
    return writer.take();
  }

  /** The text is over: the rest of what is to be written, which ends with a newline. */
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

  /** How many characters are held back, for tests of its bound. */
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
