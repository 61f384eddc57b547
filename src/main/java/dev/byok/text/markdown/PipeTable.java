package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose lines begin with a pipe. It is held until it ends, or until so much is held that it
 * is drawn in parts, all with the column widths of the first.
 */
final class PipeTable {
  private static final int MOST_ROWS = 500;
  private static final int MOST_HELD = 1 << 16;

  private final LineWriter writer;
  private final boolean color;
  private final StringBuilder row = new StringBuilder();
  private final List<String> rows = new ArrayList<>();
  private int heldInRows;
  private boolean confirmed;
  private @Nullable TableLayout layout;

  /** What follows from a character. */
  enum Step {
    MORE,
    /** The second line shows that this is not a table. */
    NO_TABLE,
    /** The limit is reached: draw what is held. */
    FULL
  }

  PipeTable(LineWriter writer, boolean color) {
    this.writer = writer;
    this.color = color;
  }

  int held() {
    return row.length() + heldInRows;
  }

  boolean isConfirmed() {
    return confirmed;
  }

  boolean isFirstPart() {
    return layout == null;
  }

  Step accept(int codePoint) {
    if (codePoint == '\n') {
      endRow();
      if (rows.size() == 2 && !confirmed) {
        return Step.NO_TABLE;
      }
      return rows.size() > MOST_ROWS || held() > MOST_HELD ? Step.FULL : Step.MORE;
    }
    row.appendCodePoint(codePoint);
    if (row.length() > MOST_HELD) {
      if (!confirmed) {
        return Step.NO_TABLE;
      }
      endRow();
      row.append('|');
      return Step.FULL;
    }
    return Step.MORE;
  }

  /** Ends the last row, because the text may end before its line does. */
  void endLastRow() {
    if (!row.isEmpty()) {
      endRow();
    }
  }

  void draw() {
    int from = 0;
    TableLayout drawn = layout;
    if (drawn == null) {
      drawn = TableLayout.of(rows, writer.room(), color);
      drawn.head(writer, rows.size() == 2);
      layout = drawn;
      from = 2;
    }
    for (String next : rows.subList(Math.min(from, rows.size()), rows.size())) {
      drawn.row(writer, next);
    }
    rows.clear();
    heldInRows = 0;
  }

  void end() {
    row.setLength(0);
    rows.clear();
    heldInRows = 0;
    confirmed = false;
    layout = null;
  }

  /** Passes on what was held as text, each line separately. */
  void release(InlineReader text) {
    for (String line : rows) {
      text.accept(line);
      text.accept("  \n");
    }
    text.accept(row.toString());
    end();
  }

  private void endRow() {
    String line = row.toString();
    row.setLength(0);
    if (rows.size() == 1 && !confirmed && layout == null) {
      confirmed = TableRow.isDelimiter(line);
    }
    rows.add(line);
    heldInRows += line.length();
  }
}
