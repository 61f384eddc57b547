package dev.byok.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assertions;

/**
 * Shows what a person sees on a terminal: each character where the control sequences put it. Colors
 * and links are ignored. An unknown sequence is an error, since it could do anything.
 */
public final class Screen {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> scrolled = new ArrayList<>();
  private final StringBuilder sequence = new StringBuilder();
  private String[][] cells;
  private int columns;
  private int row;
  private int column;
  private boolean full;
  private String unknown = "";

  public Screen(int rows, int columns) {
    this.columns = columns;
    cells = blank(rows, columns);
  }

  /** Waits until this text can be seen, and returns all that can be seen. */
  public String await(String text) throws InterruptedException {
    return await(seen -> seen.contains(text), "\"" + text + "\"");
  }

  /** Waits until the screen meets a condition, and returns all that can be seen. */
  public String await(Predicate<String> wanted, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.test(text())) {
      if (System.nanoTime() > end) {
        Assertions.fail(what + " is not on the screen, but:\n" + text());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return text();
  }

  /** Returns the visible lines without trailing blanks and without the empty lines at the end. */
  public synchronized String text() {
    Assertions.assertEquals("", unknown, "sequences that the screen does not know");
    List<String> lines = new ArrayList<>();
    for (String[] line : cells) {
      lines.add(String.join("", line).stripTrailing());
    }
    return String.join("\n", lines).stripTrailing();
  }

  /** Returns the visible lines after those that scrolled away. */
  public synchronized String all() {
    return String.join("\n", scrolled) + (scrolled.isEmpty() ? "" : "\n") + text();
  }

  /** Returns the cursor's column, counted from 0. */
  public synchronized int column() {
    return column;
  }

  /** Returns the line that the cursor is in. */
  public synchronized String line() {
    return String.join("", cells[row]).stripTrailing();
  }

  /** Cuts or pads each line, as a simple terminal does. */
  public synchronized void resize(int rows, int width) {
    String[][] old = cells;
    int gone = Math.max(0, row - rows + 1);
    cells = blank(rows, width);
    for (int i = 0; i < rows && i + gone < old.length; i++) {
      System.arraycopy(old[i + gone], 0, cells[i], 0, Math.min(width, columns));
    }
    columns = width;
    row -= gone;
    column = Math.min(column, width - 1);
    full = false;
  }

  /** Shows what a program wrote. */
  public synchronized void show(String text) {
    text.codePoints().forEach(this::show);
  }

  private void show(int c) {
    if (!sequence.isEmpty()) {
      sequence.appendCodePoint(c);
      if (isWhole(c)) {
        obey(sequence.substring(1));
        sequence.setLength(0);
      }
    } else if (c == 0x1B) {
      sequence.append('\u001b');
    } else if (c == '\r') {
      column = 0;
      full = false;
    } else if (c == '\n') {
      down();
    } else if (c == '\b') {
      column = Math.max(0, column - 1);
      full = false;
    } else if (c == '\t') {
      full = false;
      column = Math.min(columns - 1, (column / 8 + 1) * 8);
    } else if (c >= ' ') {
      put(c);
    }
  }

  private void put(int c) {
    int width = width(c);
    String shown = Character.toString(c);
    if (width == 0) {
      int at = Math.max(0, full ? column : column - 1);
      cells[row][at] += shown;
      return;
    }
    if (full || column + width > columns) {
      column = 0;
      full = false;
      down();
    }
    cells[row][column] = shown;
    if (width == 2) {
      cells[row][column + 1] = "";
    }
    full = column + width == columns;
    column = full ? columns - 1 : column + width;
  }

  private void down() {
    full = false;
    if (row < cells.length - 1) {
      row++;
      return;
    }
    scrolled.add(String.join("", cells[0]).stripTrailing());
    System.arraycopy(cells, 1, cells, 0, cells.length - 1);
    cells[row] = blank(1, columns)[0];
  }

  private boolean isWhole(int c) {
    if (sequence.length() == 2) {
      return "[](".indexOf(c) < 0;
    }
    if (sequence.charAt(1) == ']') {
      return c == 0x07 || (c == '\\' && sequence.charAt(sequence.length() - 2) == 0x1B);
    }
    return sequence.charAt(1) == '(' || (c >= '@' && c <= '~');
  }

  private void obey(String what) {
    if (what.equals("=") || what.equals(">") || what.matches("[(\\]].*|\\[\\?.*")) {
      return;
    }
    if (!what.startsWith("[")) {
      unknown += what + " ";
      return;
    }
    char kind = what.charAt(what.length() - 1);
    String[] numbers = what.substring(1, what.length() - 1).split(";", -1);
    int first = number(numbers, 0, kind == 'J' || kind == 'K' ? 0 : 1);
    full = kind == 'm' && full;
    switch (kind) {
      case 'm' -> {}
      case 'A' -> row = Math.max(0, row - first);
      case 'B' -> row = Math.min(cells.length - 1, row + first);
      case 'C' -> column = Math.min(columns - 1, column + first);
      case 'D' -> column = Math.max(0, column - first);
      case 'G' -> column = Math.clamp(first - 1, 0, columns - 1);
      case 'H' -> {
        row = Math.clamp(first - 1, 0, cells.length - 1);
        column = Math.clamp(number(numbers, 1, 1) - 1, 0, columns - 1);
      }
      case 'J' -> eraseScreen(first);
      case 'K' -> erase(row, first == 0 ? column : 0, first == 1 ? column + 1 : columns);
      case 'X' -> erase(row, column, Math.min(columns, column + first));
      case 'P' -> delete(first);
      case '@' -> insert(first);
      default -> unknown += what + " ";
    }
  }

  private void eraseScreen(int which) {
    if (which == 0) {
      erase(row, column, columns);
    }
    for (int i = which == 0 ? row + 1 : 0; i < cells.length; i++) {
      erase(i, 0, columns);
    }
  }

  private void erase(int which, int from, int to) {
    Arrays.fill(cells[which], from, to, " ");
  }

  private void delete(int count) {
    int moved = Math.min(count, columns - column);
    System.arraycopy(cells[row], column + moved, cells[row], column, columns - column - moved);
    erase(row, columns - moved, columns);
  }

  private void insert(int count) {
    int moved = Math.min(count, columns - column);
    System.arraycopy(cells[row], column, cells[row], column + moved, columns - column - moved);
    erase(row, column, column + moved);
  }

  private static int number(String[] numbers, int which, int usual) {
    return numbers.length <= which || numbers[which].isEmpty()
        ? usual
        : Integer.parseInt(numbers[which]);
  }

  private static String[][] blank(int rows, int columns) {
    String[][] lines = new String[rows][columns];
    for (String[] line : lines) {
      Arrays.fill(line, " ");
    }
    return lines;
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
