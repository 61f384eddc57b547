package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.IOException;

/** Shows what {@link AnswerScreen} draws, one change after the other, from any thread. */
final class Screen {
  private final ChatTerminal terminal;
  private final AnswerScreen drawing;
  private TypedLine typed = new TypedLine();

  /** Whether an answer is expected and nothing of it has arrived. */
  private boolean awaited;

  Screen(ChatTerminal terminal) {
    this.terminal = terminal;
    drawing = new AnswerScreen(columns());
  }

  synchronized void write(String text) {
    awaited = false;
    show(drawing.write(text));
  }

  synchronized void line(String text) {
    show(drawing.line(text));
  }

  /** Lets {@link #waiting} show something from now on. */
  synchronized void await() {
    awaited = true;
  }

  synchronized void waiting(String what) {
    if (awaited) {
      show(drawing.waiting(what));
    }
  }

  /** Ends the wait for an answer that is shown elsewhere. */
  synchronized void arrived() {
    if (awaited) {
      awaited = false;
      show(drawing.waiting(""));
    }
  }

  /** Shows more typed keys. */
  synchronized void typed(String keys) {
    typed.add(keys);
    show(drawing.typed(typed.shown(columns() - 1)));
  }

  /** Removes the sign of waiting and the typed text. */
  synchronized void clear() {
    awaited = false;
    typed = new TypedLine();
    show(drawing.waiting("") + drawing.typed(""));
  }

  synchronized void resize() {
    int columns = columns();
    show(drawing.resize(columns, typed.shown(columns - 1)));
  }

  /** Starts again at the left edge of an empty line after something else was drawn. */
  synchronized void fresh() {
    drawing.reset(columns());
  }

  /** Writes directly to the terminal. */
  synchronized void show(String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      terminal.show(text);
    } catch (IOException gone) {
      throw gone(gone);
    }
  }

  static Failure gone(IOException why) {
    return Failure.of(Kind.CLOSED_PIPE, "the terminal went away").causedBy(why);
  }

  private int columns() {
    return terminal.getSize().getColumns();
  }
}
