package dev.byok.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table whose columns are as wide as their widest cell and two spaces apart. Numbers align right.
 */
public final class Table {
  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * @param headings the first row; one that starts with {@code >} is a column of numbers
   */
  public Table(String... headings) {
    right = new boolean[headings.length];
    String[] first = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      first[i] = SafeText.line(right[i] ? headings[i].substring(1) : headings[i]);
    }
    rows.add(first);
  }

  /** Adds a row; each cell is made safe and kept on one line. */
  public Table row(String... cells) {
    String[] row = new String[right.length];
    Arrays.fill(row, "");
    for (int i = 0; i < Math.min(cells.length, row.length); i++) {
      row[i] = SafeText.line(cells[i]);
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(row[i]));
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String padding = " ".repeat(widths[i] - TextWidth.of(row[i]));
        line.append(right[i] ? padding + row[i] : row[i] + padding).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
