package dev.byok.term.console;

/**
 * Draws an answer that grows, with what is waited for behind it and what is typed meanwhile on a
 * line beneath. Everything is a text for the terminal, one for each change, so that nothing is ever
 * seen half drawn. Without anything typed or waited for, the answer passes through as it is.
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

  /** The answer's next piece. Ends the waiting. */
  String write(String text) {
    StringBuilder out = new StringBuilder(text.length() + 32);
    lift(out);
    waiting = "";
    out.append(cursor.next(text, width));
    put(out);
    return out.toString();
  }

  /** A line of its own, with nothing else on it. */
  String line(String text) {
    return write((cursor.column() > 0 ? "\r\n" : "") + text + "\r\n");
  }

  /** What is waited for, "" for nothing; cut where the line ends. */
  String waiting(String what) {
    return redrawn(() -> waiting = what);
  }

  /** What is typed, "" for nothing; made to fit already. */
  String typed(String text) {
    return redrawn(() -> typed = text);
  }

  /** The screen is narrower or wider now, and what is typed is cut anew. */
  String resize(int columns, String text) {
    return redrawn(() -> {
      width = columns;
      typed = text;
      cursor.resize(columns);
    });
  }

  /** The cursor stands at the left edge, whatever was on the screen before. */
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
