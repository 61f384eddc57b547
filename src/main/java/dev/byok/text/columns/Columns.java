package dev.byok.text.columns;

import dev.byok.text.SafeText;
import dev.byok.text.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws several answers side by side while they arrive. Rows that no answer can change any more are
 * printed for good. The rows below are repainted in place when they change; they are fewer than the
 * screen has lines, since a row that has left the screen cannot be reached. An answer that is far
 * ahead waits for the slowest one to come near.
 *
 * <p>When a method returns, the cursor is at the start of the line below the rows. Whoever writes
 * to the terminal in between must leave it there.
 */
public final class Columns {
  private static final int NARROWEST = 30;
  private static final int LINES_KEPT_FREE = 2;
  private static final String GAP = " │ ";
  private static final String CROSSING = "─┼─";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String RESET = "\u001b[0m";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String ERASE_TO_END = "\u001b[K";

  private final List<Column> columns = new ArrayList<>();
  private final int columnWidth;
  private final int rule;
  private final int live;
  private final boolean color;

  /** The first row that is not printed for good yet. */
  private int base;

  /** The rows from {@code base} on, as the screen shows them. */
  private List<String> shown = new ArrayList<>();

  /**
   * @param headings one for each answer
   * @param width columns of the terminal
   * @param height lines of the terminal
   */
  public Columns(List<String> headings, int width, int height, boolean color) {
    this.columnWidth = Math.max(1, columnWidth(headings.size(), width));
    this.live = Math.max(1, height - LINES_KEPT_FREE);
    this.color = color;
    List<List<String>> lines = new ArrayList<>();
    int tallest = 0;
    for (String heading : headings) {
      lines.add(Wrapping.lines(SafeText.line(heading), columnWidth));
      tallest = Math.max(tallest, lines.getLast().size());
    }
    for (List<String> heading : lines) {
      Column column = new Column(columnWidth, color);
      for (int i = 0; i < tallest; i++) {
        String line = i < heading.size() ? heading.get(i) : "";
        column.add(color && !line.isEmpty() ? BOLD + line + RESET : line);
      }
      column.add("─".repeat(columnWidth));
      columns.add(column);
    }
    rule = tallest;
  }

  /** Whether that many answers fit side by side. */
  public static boolean fit(int columns, int width) {
    return columns > 0 && columnWidth(columns, width) >= NARROWEST;
  }

  /** Takes more of an answer's text, cut anywhere. Returns what to write now. */
  public String next(int column, String text) {
    Column changed = columns.get(column);
    int from = changed.complete();
    changed.next(text);
    return paint(from);
  }

  /**
   * Ends an answer. Returns what to write now.
   *
   * @param footer a plain text to show under the answer; may be empty
   */
  public String end(int column, String footer) {
    Column changed = columns.get(column);
    int from = changed.complete();
    changed.end(footer);
    return paint(from);
  }

  /** Ends all answers. Returns what to write now. */
  public String end() {
    int from = Integer.MAX_VALUE;
    for (Column column : columns) {
      from = Math.min(from, column.isOver() ? from : column.complete());
      column.end("");
    }
    return paint(from);
  }

  /**
   * @param changed the first row that may look different now
   */
  private String paint(int changed) {
    int settled = Integer.MAX_VALUE;
    int visible = 0;
    for (Column column : columns) {
      settled = column.isOver() ? settled : Math.min(settled, column.complete());
      visible = Math.max(visible, column.visible());
    }
    settled = Math.min(settled, visible);
    int end = Math.min(visible, settled + live);
    int from = Math.max(base, Math.min(changed, base + shown.size()));
    StringBuilder out = new StringBuilder();
    int line = base + shown.size();
    for (int row = from; row < end; row++) {
      String drawn = draw(row);
      int index = row - base;
      if (index < shown.size()) {
        if (shown.get(index).equals(drawn)) {
          continue;
        }
        shown.set(index, drawn);
      } else {
        shown.add(drawn);
      }
      move(out, line, row);
      out.append('\r').append(drawn).append(ERASE_TO_END).append('\n');
      line = row + 1;
    }
    if (!out.isEmpty()) {
      move(out, line, base + shown.size());
      out.insert(0, HIDE_CURSOR).append(SHOW_CURSOR);
    }
    settle(settled);
    return out.toString();
  }

  private void settle(int settled) {
    if (settled > base) {
      shown = new ArrayList<>(shown.subList(settled - base, shown.size()));
      base = settled;
      for (Column column : columns) {
        column.forgetBefore(base);
      }
    }
  }

  private static void move(StringBuilder out, int from, int to) {
    if (to < from) {
      out.append("\u001b[").append(from - to).append('A');
    } else {
      out.append("\n".repeat(to - from));
    }
  }

  private String draw(int row) {
    StringBuilder drawn = new StringBuilder();
    if (row == rule) {
      for (Column column : columns) {
        drawn.append(drawn.isEmpty() ? "" : CROSSING).append(column.row(row));
      }
      return dim(drawn.toString());
    }
    int padding = 0;
    String gap = dim(GAP);
    for (int i = 0; i < columns.size(); i++) {
      String cell = columns.get(i).row(row);
      if (i > 0) {
        drawn.append(" ".repeat(padding)).append(gap);
      }
      drawn.append(cell);
      padding = Math.max(0, columnWidth - TextWidth.ofStyled(cell));
    }
    return drawn.toString();
  }

  private String dim(String text) {
    return color ? DIM + text + RESET : text;
  }

  private static int columnWidth(int columns, int width) {
    return columns == 0 ? width - 1 : (width - 1 - GAP.length() * (columns - 1)) / columns;
  }
}
