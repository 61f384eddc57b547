package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;

/** Splits a line of a table into cells. */
final class TableRow {
  private TableRow() {}

  /** Splits a line; a pipe after a backslash is part of its cell. */
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    String inner = line.strip();
    for (int i = inner.startsWith("|") ? 1 : 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\' && i + 1 < inner.length() && inner.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (!cell.isEmpty()) {
      cells.add(cell.toString().strip());
    }
    return cells;
  }

  /** Returns as many cells as there are columns. Surplus cells join the last one. */
  static List<String> cells(String line, int columns) {
    List<String> cells = cells(line);
    if (cells.size() > columns) {
      String last = String.join(" | ", cells.subList(columns - 1, cells.size()));
      cells = new ArrayList<>(cells.subList(0, columns - 1));
      cells.add(last);
    }
    while (cells.size() < columns) {
      cells.add("");
    }
    return cells;
  }

  static boolean isDelimiter(String line) {
    boolean dash = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      dash |= c == '-';
      if ("|-: ".indexOf(c) < 0) {
        return false;
      }
    }
    return dash;
  }
}
