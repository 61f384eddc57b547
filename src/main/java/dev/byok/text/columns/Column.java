package dev.byok.text.columns;

import dev.byok.text.SafeText;
import dev.byok.text.markdown.MarkdownStream;
import java.util.ArrayList;
import java.util.List;

/** One answer as rows of a fixed width. Rows that are printed for good are dropped from memory. */
final class Column {
  private static final int FORGET_AT_ONCE = 256;
  private static final String RESET = "\u001b[0m";
  private static final String DIM = "\u001b[2m";

  private final int width;
  private final boolean color;
  private final MarkdownStream markdown;
  private final List<String> rows = new ArrayList<>();
  private final StringBuilder unfinished = new StringBuilder();
  private int forgotten;
  private boolean over;

  Column(int width, boolean color) {
    this.width = width;
    this.color = color;
    // The stream leaves the last column of its terminal free.
    this.markdown = new MarkdownStream(() -> width + 1, color);
  }

  void add(String row) {
    rows.add(row);
  }

  void next(String text) {
    if (!over) {
      take(markdown.next(text));
    }
  }

  void end(String footer) {
    if (over) {
      return;
    }
    take(markdown.end());
    over = true;
    String safe = SafeText.line(footer).strip();
    if (!safe.isEmpty()) {
      add("");
      for (String line : Wrapping.lines(safe, width)) {
        add(color ? DIM + line + RESET : line);
      }
    }
  }

  boolean isOver() {
    return over;
  }

  /** The number of rows that no longer change. */
  int complete() {
    return forgotten + rows.size();
  }

  /** The number of rows that can be shown. */
  int visible() {
    return complete() + (unfinished.isEmpty() ? 0 : 1);
  }

  /** Returns a row that is not dropped yet, or an empty one after the last. */
  String row(int index) {
    if (index < complete()) {
      return rows.get(index - forgotten);
    }
    if (index > complete() || unfinished.isEmpty()) {
      return "";
    }
    return color ? unfinished + RESET : unfinished.toString();
  }

  void forgetBefore(int index) {
    int old = Math.min(index - forgotten, rows.size());
    if (old >= FORGET_AT_ONCE && old >= rows.size() / 2) {
      rows.subList(0, old).clear();
      forgotten += old;
    }
  }

  private void take(String drawn) {
    int start = 0;
    for (int end = drawn.indexOf('\n'); end >= 0; end = drawn.indexOf('\n', start)) {
      rows.add(unfinished.append(drawn, start, end).toString());
      unfinished.setLength(0);
      start = end + 1;
    }
    unfinished.append(drawn, start, drawn.length());
  }
}
