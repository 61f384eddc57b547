package dev.byok.text.markdown;

import dev.byok.text.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The column widths of a table, and how its rows are drawn. */
final class TableLayout {

  private static final String GAP = " │ ";
  private static final int NARROWEST_COLUMN = 4;
  private static final int NARROWEST_WRAPPED = 8;
  private static final int UNLIMITED = 100_000;

  private final List<String> headings;
  private final int[] widths;
  private final List<String> delimiters;
  private final boolean stacked;
  private final boolean color;
  private int stackedRows;

  private TableLayout(
      List<String> headings,
      int[] widths,
      List<String> delimiters,
      boolean stacked,
      boolean color) {
    this.headings = headings;
    this.widths = widths;
    this.delimiters = delimiters;
    this.stacked = stacked;
    this.color = color;
  }

  /**
   * @param rows the headings, the delimiters and the rows known so far
   * @param width terminal columns for the whole table
   */
  static TableLayout of(List<String> rows, int width, boolean color) {
    List<String> headings = TableRow.cells(rows.getFirst());
    if (headings.isEmpty()) {
      headings = List.of("");
    }
    int columns = headings.size();
    List<String> delimiters = TableRow.cells(rows.get(1), columns);
    int available = width - GAP.length() * (columns - 1);
    if (available < columns * NARROWEST_COLUMN) {
      return new TableLayout(headings, new int[columns], delimiters, true, color);
    }
    int[] natural = new int[columns];
    Arrays.fill(natural, 1);
    for (int i = 0; i < rows.size(); i++) {
      List<String> cells = i == 1 ? List.of() : TableRow.cells(rows.get(i), columns);
      for (int column = 0; column < cells.size(); column++) {
        for (String line : lines(cells.get(column), UNLIMITED, Style.PLAIN, false)) {
          natural[column] = Math.max(natural[column], TextWidth.of(line));
        }
      }
    }
    int[] widths = fitted(natural, available);
    return new TableLayout(headings, widths, delimiters, isCramped(widths, natural), color);
  }

  /** Whether words would be cut instead of wrapped. */
  private static boolean isCramped(int[] widths, int[] natural) {
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] < Math.min(natural[i], NARROWEST_WRAPPED)) {
        return true;
      }
    }
    return false;
  }

  /** Fits the columns into the available width. The widest ones give way first. */
  static int[] fitted(int[] natural, int available) {
    int limit = available;
    while (limit > 1 && total(natural, limit) > available) {
      limit--;
    }
    int left = available - total(natural, limit);
    int[] widths = new int[natural.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.min(natural[i], limit);
      if (natural[i] > limit && left > 0) {
        widths[i]++;
        left--;
      }
    }
    return widths;
  }

  /**
   * @param alone whether no row follows
   */
  void head(LineWriter writer, boolean alone) {
    if (stacked) {
      if (alone) {
        stack(writer, headings);
      }
      return;
    }
    draw(writer, headings, Style.BOLD);
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : "─┼─").append("─".repeat(width));
    }
    writer.line(writer.takePrefix(), writer.styled(rule.toString(), Style.MARK));
  }

  void row(LineWriter writer, String line) {
    List<String> cells = TableRow.cells(line, headings.size());
    if (stacked) {
      stack(writer, cells);
    } else {
      draw(writer, cells, Style.PLAIN);
    }
  }

  private void draw(LineWriter writer, List<String> cells, int style) {
    List<List<String>> columns = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      columns.add(lines(cells.get(i), widths[i], style, color));
      height = Math.max(height, columns.getLast().size());
    }
    String gap = writer.styled(GAP, Style.MARK);
    String end = writer.styled(GAP.stripTrailing(), Style.MARK);
    for (int line = 0; line < height; line++) {
      StringBuilder drawn = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        List<String> cell = columns.get(i);
        String text = line < cell.size() ? cell.get(line) : "";
        boolean nothing = text.isEmpty() && i == widths.length - 1;
        drawn.append(i == 0 ? "" : nothing ? end : gap);
        pad(drawn, text, i);
      }
      writer.line(writer.takePrefix(), drawn.toString());
    }
  }

  private void pad(StringBuilder drawn, String text, int column) {
    if (text.isEmpty() && column == widths.length - 1) {
      return;
    }
    int padding = Math.max(0, widths[column] - TextWidth.ofStyled(text));
    String delimiter = delimiters.get(column);
    boolean right = delimiter.endsWith(":");
    int before = !right ? 0 : delimiter.startsWith(":") ? padding / 2 : padding;
    drawn.append(" ".repeat(before)).append(text);
    if (column < widths.length - 1) {
      drawn.append(" ".repeat(padding - before));
    }
  }

  /**
   * Draws each cell on its own line after its heading, for columns that do not fit side by side.
   */
  private void stack(LineWriter writer, List<String> cells) {
    String prefix = writer.nextPrefix();
    String first = writer.takePrefix();
    if (stackedRows++ > 0) {
      writer.line(prefix, "");
    }
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isEmpty()) {
        continue;
      }
      writer.begin(first, prefix + "  ");
      first = prefix;
      write(writer, headings.get(i) + ":", Style.BOLD);
      writer.blank(Style.PLAIN);
      write(writer, cells.get(i), Style.PLAIN);
    }
    writer.begin(first, prefix);
  }

  private static void write(LineWriter writer, String text, int style) {
    InlineReader inline = new InlineReader(writer, style);
    inline.accept(text);
    inline.end();
  }

  private static List<String> lines(String cell, int width, int style, boolean color) {
    LineWriter writer = new LineWriter(() -> width + 1, color);
    write(writer, cell, style);
    writer.endLine();
    String drawn = writer.take();
    return Arrays.asList(drawn.split("\n", -1)).subList(0, Math.max(0, count(drawn)));
  }

  private static int count(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private static int total(int[] natural, int limit) {
    int sum = 0;
    for (int width : natural) {
      sum += Math.min(width, limit);
    }
    return sum;
  }
}
