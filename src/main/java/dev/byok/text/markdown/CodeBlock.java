package dev.byok.text.markdown;

import java.util.Locale;

/**
 * Writes code line by line behind a gutter, which marks the further rows of a line that is too long
 * for the screen.
 */
final class CodeBlock {
  private static final String GUTTER = "  ";
  private static final String GOES_ON = "↳ ";
  private static final int MOST_HELD = 2000;

  private final LineWriter writer;
  private final String prefix;
  private final Highlighter highlighter;
  private final char fence;
  private final int fenceLength;
  private final StringBuilder line = new StringBuilder();
  private boolean first = true;
  private boolean partly;

  private CodeBlock(
      LineWriter writer, String prefix, Highlighter highlighter, char fence, int fenceLength) {
    this.writer = writer;
    this.prefix = prefix;
    this.highlighter = highlighter;
    this.fence = fence;
    this.fenceLength = fenceLength;
  }

  static CodeBlock fenced(LineWriter writer, String prefix, String opening) {
    char sign = opening.charAt(0);
    int length = LineKind.run(opening, 0, sign);
    String info = opening.substring(length).strip();
    int end = 0;
    while (end < info.length() && " {,:".indexOf(info.charAt(end)) < 0) {
      end++;
    }
    String language = info.substring(0, end).toLowerCase(Locale.ROOT);
    return new CodeBlock(writer, prefix, new Highlighter(Languages.of(language)), sign, length);
  }

  static CodeBlock indented(LineWriter writer, String prefix) {
    return new CodeBlock(writer, prefix, new Highlighter(Languages.of("")), '\0', 0);
  }

  int held() {
    return line.length();
  }

  /** Takes a character. Returns true if it closes the fence. */
  boolean accept(int codePoint) {
    if (codePoint != '\n') {
      line.appendCodePoint(codePoint);
      if (line.length() > MOST_HELD) {
        draw();
        partly = true;
      }
      return false;
    }
    if (!partly && closes()) {
      line.setLength(0);
      return true;
    }
    endLine();
    return false;
  }

  void end() {
    if (partly || (!line.isEmpty() && !closes())) {
      endLine();
    }
  }

  private void endLine() {
    if (line.isEmpty() && !partly) {
      beginLine();
      writer.line(writer.takePrefix(), "");
    } else {
      draw();
      writer.endLine();
    }
    highlighter.endLine();
    partly = false;
  }

  private void draw() {
    if (!partly) {
      beginLine();
    }
    String text = line.toString();
    line.setLength(0);
    int[] styles = highlighter.styles(text);
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      writer.putCode(codePoint, styles[i]);
      i += Character.charCount(codePoint);
    }
  }

  private void beginLine() {
    String before = first ? writer.takePrefix() : prefix;
    first = false;
    writer.begin(before + GUTTER, prefix + GOES_ON);
  }

  private boolean closes() {
    if (fenceLength == 0) {
      return false;
    }
    String text = line.toString();
    String mark = text.strip();
    return text.length() - text.stripLeading().length() < 4
        && mark.length() >= fenceLength
        && LineKind.run(mark, 0, fence) == mark.length();
  }
}
