package dev.byok.text.columns;

import dev.byok.text.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal that knows only the sequences that columns may send. As in a terminal's history, what
 * scrolls off the top is kept but is out of reach.
 */
final class Screen {
  private static final int HISTORY_IS_OUT_OF_REACH = 0;

  private final int width;
  private final int height;
  private final List<String> history = new ArrayList<>();
  private final List<StringBuilder> lines = new ArrayList<>();
  private int row;
  private boolean atStart = true;
  private boolean cursorHidden;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
    lines.add(new StringBuilder());
  }

  void write(String text) {
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '\u001b') {
        i = sequence(text, i);
      } else if (c == '\n') {
        lineFeed();
        i++;
      } else if (c == '\r') {
        atStart = true;
        i++;
      } else {
        int codePoint = text.codePointAt(i);
        put(codePoint);
        i += Character.charCount(codePoint);
      }
    }
    if (cursorHidden) {
      throw new AssertionError("the cursor stays hidden");
    }
  }

  /** Returns all lines, those in the history first, without trailing blanks. */
  List<String> all() {
    List<String> all = new ArrayList<>(history);
    lines.forEach(line -> all.add(line.toString().stripTrailing()));
    while (!all.isEmpty() && all.getLast().isEmpty()) {
      all.removeLast();
    }
    return all;
  }

  private int sequence(String text, int start) {
    if (text.charAt(start + 1) != '[') {
      throw new AssertionError("not a control sequence");
    }
    int end = start + 2;
    while (!Character.isLetter(text.charAt(end))) {
      end++;
    }
    String parameter = text.substring(start + 2, end);
    switch (text.charAt(end)) {
      case 'm' -> {}
      case 'A' -> up(Integer.parseInt(parameter));
      case 'K' -> eraseToEnd(parameter);
      case 'h', 'l' -> {
        if (!parameter.equals("?25")) {
          throw new AssertionError("unexpected mode " + parameter);
        }
        cursorHidden = text.charAt(end) == 'l';
      }
      default ->
          throw new AssertionError("unexpected sequence " + text.substring(start + 1, end + 1));
    }
    return end + 1;
  }

  private void up(int count) {
    if (row - count < HISTORY_IS_OUT_OF_REACH) {
      throw new AssertionError("the cursor leaves the screen");
    }
    row -= count;
  }

  /**
   * A line is always painted from its start, so anything after the new text is left from the old.
   */
  private void eraseToEnd(String parameter) {
    if (!parameter.isEmpty()) {
      throw new AssertionError("unexpected erasing");
    }
    StringBuilder line = lines.get(row);
    if (atStart) {
      line.setLength(0);
      return;
    }
    int mark = line.indexOf("\0");
    if (mark >= 0) {
      line.setLength(mark);
    }
  }

  private void put(int codePoint) {
    StringBuilder line = lines.get(row);
    if (atStart) {
      // As on a terminal, the old text remains, after a mark, until it is erased.
      line.insert(0, '\0');
      atStart = false;
    }
    int mark = line.indexOf("\0");
    line.insert(mark, Character.toString(codePoint));
    if (TextWidth.of(line.substring(0, line.indexOf("\0"))) >= width) {
      throw new AssertionError("the terminal would wrap " + line);
    }
  }

  private void lineFeed() {
    int mark = lines.get(row).indexOf("\0");
    if (mark >= 0) {
      if (mark < lines.get(row).length() - 1) {
        throw new AssertionError("the rest of an old line shows");
      }
      lines.get(row).setLength(mark);
    }
    row++;
    atStart = true;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
    if (lines.size() > height) {
      history.add(lines.removeFirst().toString().stripTrailing());
      row--;
    }
  }
}
