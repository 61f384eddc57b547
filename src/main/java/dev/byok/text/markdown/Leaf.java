package dev.byok.text.markdown;

import org.jspecify.annotations.Nullable;

/** The block that text currently goes to: a paragraph, a heading, code or a table. */
final class Leaf {
  private final Containers containers;
  private final LineWriter writer;
  private final InlineReader paragraphText;
  private final InlineReader headingText;
  private final PipeTable table;

  private Kind kind = Kind.NONE;
  private final StringBuilder headingEnd = new StringBuilder();
  private @Nullable CodeBlock code;
  private int codeIndent;
  private int blanksInCode;
  private boolean blankBefore;
  private boolean anything;

  private enum Kind {
    NONE,
    PARAGRAPH,
    HEADING,
    FENCE,
    INDENTED_CODE,
    TABLE
  }

  Leaf(Containers containers, LineWriter writer, boolean color) {
    this.containers = containers;
    this.writer = writer;
    this.paragraphText = new InlineReader(writer, Style.PLAIN);
    this.headingText = new InlineReader(writer, Style.HEADING);
    this.table = new PipeTable(writer, color);
  }

  boolean isParagraph() {
    return kind == Kind.PARAGRAPH;
  }

  boolean isFence() {
    return kind == Kind.FENCE;
  }

  boolean isIndentedCode() {
    return kind == Kind.INDENTED_CODE;
  }

  boolean isTable() {
    return kind == Kind.TABLE;
  }

  int held() {
    return paragraphText.held()
        + headingText.held()
        + headingEnd.length()
        + table.held()
        + (code == null ? 0 : code.held());
  }

  void blankBefore() {
    blankBefore = true;
  }

  void paragraph() {
    begin(Kind.PARAGRAPH);
  }

  void heading() {
    blankBefore = true;
    begin(Kind.HEADING);
  }

  /**
   * @param line the line that opens the fence
   * @param indent columns before it, which are taken off the code's lines as well
   */
  void fence(String line, int indent) {
    begin(Kind.FENCE);
    code = CodeBlock.fenced(writer, containers.prefix(), line);
    codeIndent = indent;
  }

  void indentedCode(int indent) {
    if (kind != Kind.INDENTED_CODE) {
      begin(Kind.INDENTED_CODE);
      code = CodeBlock.indented(writer, containers.prefix());
    }
    codeIndent = 0;
    for (; blanksInCode > 0; blanksInCode--) {
      accept('\n');
    }
    indentCode(indent);
  }

  /** Takes the spaces at the start of a line of code. */
  void indentCode(int columns) {
    for (int i = codeIndent; i < columns; i++) {
      accept(' ');
    }
  }

  /** Notes an empty line in indented code, which is part of it only if the code continues. */
  void blankInCode() {
    blanksInCode++;
  }

  void tableRow() {
    kind = Kind.TABLE;
  }

  void rule(char sign) {
    begin(Kind.NONE);
    String prefix = writer.takePrefix();
    String line = String.valueOf(sign).repeat(writer.room());
    writer.line(prefix, writer.styled(line, Style.MARK));
  }

  void emptyItem() {
    begin(Kind.NONE);
    writer.line(writer.takePrefix(), "");
  }

  void accept(int codePoint) {
    switch (kind) {
      case NONE -> {}
      case PARAGRAPH -> paragraphText.accept(codePoint);
      case HEADING -> heading(codePoint);
      case FENCE, INDENTED_CODE -> {
        if (code != null && code.accept(codePoint)) {
          close();
        }
      }
      case TABLE -> row(codePoint);
    }
  }

  void close() {
    switch (kind) {
      case NONE -> {}
      case PARAGRAPH -> paragraphText.end();
      case HEADING -> endHeading();
      case FENCE, INDENTED_CODE -> {
        if (code != null) {
          code.end();
        }
        code = null;
        blankBefore |= blanksInCode > 0;
        blanksInCode = 0;
      }
      case TABLE -> endTable();
    }
    writer.endLine();
    kind = Kind.NONE;
  }

  private void begin(Kind next) {
    if (blankBefore && anything) {
      writer.line(containers.begunPrefix(), "");
    }
    blankBefore = false;
    anything = true;
    kind = next;
    writer.begin(containers.takeFirstPrefix(), containers.prefix());
  }

  /**
   * Takes a character of a heading. Closing signs are omitted; only the line's end shows that they
   * close it.
   */
  private void heading(int codePoint) {
    boolean mayClose = codePoint == ' ' || (codePoint == '#' && !headingEnd.isEmpty());
    if (codePoint == '\n') {
      close();
    } else if (mayClose && headingEnd.length() < 100) {
      headingEnd.appendCodePoint(codePoint);
    } else {
      headingText.accept(headingEnd.toString());
      headingEnd.setLength(0);
      headingText.accept(codePoint);
    }
  }

  private void endHeading() {
    String end = headingEnd.toString().stripTrailing();
    headingEnd.setLength(0);
    int signs = end.length();
    while (signs > 0 && end.charAt(signs - 1) == '#') {
      signs--;
    }
    headingText.accept(end.substring(0, signs));
    headingText.end();
  }

  private void row(int codePoint) {
    switch (table.accept(codePoint)) {
      case MORE -> {}
      case NO_TABLE -> {
        begin(Kind.PARAGRAPH);
        table.release(paragraphText);
        if (codePoint == '\n') {
          close();
        }
      }
      case FULL -> drawTable();
    }
  }

  private void drawTable() {
    if (table.isFirstPart()) {
      begin(Kind.TABLE);
    }
    table.draw();
  }

  private void endTable() {
    table.endLastRow();
    if (table.isConfirmed()) {
      drawTable();
      table.end();
    } else {
      begin(Kind.PARAGRAPH);
      table.release(paragraphText);
      paragraphText.end();
    }
  }
}
