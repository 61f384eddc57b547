package dev.byok.term.console;

/**
 * Draws a growing answer, what byok waits for after it, and what the user types meanwhile on the
 * line below. Each change is one text for the terminal, so nothing is ever seen half drawn. If
 * nothing is typed or waited for, the answer passes through unchanged.
 */
final class AnswerScreen {
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String UP = "\u001b[A";

  private final AnswerCursor cursor = new AnswerCursor();
  private int width;
  private String waiting = "";
  private String typed = "";
  private boolean drawn;

  AnswerScreen(int width) {
    this.width = width;
  }

  /** Draws the next piece of the answer and ends the wait. */
  String write(String text) {
    StringBuilder out = new StringBuilder(text.length() + 32);
    lift(out);
    waiting = "";
    out.append(cursor.next(text, width));
    put(out);
    return out.toString();
  }

  /** Draws a separate line. */
  String line(String text) {
    return write((cursor.column() > 0 ? "\r\n" : "") + text + "\r\n");
  }

  /** Draws what byok waits for, cut at the end of the line; "" for nothing. */
  String waiting(String what) {
    return redrawn(() -> waiting = what);
  }

  /** Draws what is typed, which must already fit; "" for nothing. */
  String typed(String text) {
    return redrawn(() -> typed = text);
  }

  /** Sets a new screen width, and the typed text cut for that width. */
  String resize(int columns, String text) {
    return redrawn(() -> {
      width = columns;
      typed = text;
      cursor.resize(columns);
    });
  }

  /** Starts again with the cursor at the left edge, whatever was on the screen before. */
  void reset(int columns) {
    width = columns;
    cursor.reset();
    waiting = "";
    typed = "";
    drawn = false;
  }

  private String redrawn(Runnable change) {
    StringBuilder out = new StringBuilder();
    lift(out);
    change.run();
    put(out);
    return out.toString();
  }

  private void lift(StringBuilder out) {
    if (drawn) {
      column(out, cursor.column());
      out.append(ERASE_BELOW);
      drawn = false;
    }
  }

  private void put(StringBuilder out) {
    if (waiting.isEmpty() && typed.isEmpty()) {
      return;
    }
    out.append(cursor.settle(width));
    TypedLine sign = new TypedLine();
    sign.add(waiting);
    String shown = sign.shown(width - 1 - cursor.column());
    out.append(shown);
    if (!typed.isEmpty()) {
      out.append("\r\n").append(typed).append(UP);
      column(out, cursor.column());
    }
    drawn = true;
  }

  private static void column(StringBuilder out, int column) {
    out.append('\r');
    if (column > 0) {
      out.append("\u001b[").append(column).append('C');
    }
  }
}
