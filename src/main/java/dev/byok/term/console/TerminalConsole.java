package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.term.StandardOutput;
import dev.byok.text.SafeText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A chat at a terminal, with an editor for messages and answers that are drawn as they arrive. If
 * standard output is not a terminal, answers still go there; the rest is drawn.
 */
final class TerminalConsole implements ChatConsole {
  private final ChatTerminal terminal;
  private final Editor editor;
  private final Screen screen;
  private final @Nullable StandardOutput redirected;
  private @Nullable HistoryFile history;

  /**
   * @param redirected receives the answers when the terminal is not standard output
   * @param history null to keep nothing
   */
  TerminalConsole(
      ChatTerminal terminal,
      Editor editor,
      @Nullable StandardOutput redirected,
      @Nullable HistoryFile history) {
    this.terminal = terminal;
    this.editor = editor;
    this.redirected = redirected;
    this.history = history;
    screen = new Screen(terminal);
    terminal.onChange(this::redraw);
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public boolean isDrawn() {
    return true;
  }

  @Override
  public boolean isStyled() {
    return redirected == null;
  }

  @Override
  public int width() {
    return terminal.getSize().getColumns();
  }

  @Override
  public int height() {
    return terminal.getSize().getRows();
  }

  @Override
  public @Nullable String read(String prompt, String begun) {
    String typed = editor.read(prompt, begun);
    screen.fresh();
    if (typed == null) {
      return null;
    }
    keep(typed);
    return TripleQuotes.content(typed);
  }

  @Override
  public @Nullable String ask(String question) {
    String typed = editor.ask(question);
    screen.fresh();
    return typed;
  }

  @Override
  public void write(String text) {
    if (redirected == null) {
      screen.write(text);
    } else {
      screen.arrived();
      redirected.write(text);
    }
  }

  @Override
  public void note(String line) {
    screen.line(line);
  }

  @Override
  public Answering answering(String waiting, Runnable interrupt) {
    return new LiveAnswer(terminal, screen, waiting, interrupt);
  }

  @Override
  public Lent lend() {
    terminal.keyboard().lend(true);
    try {
      terminal.giveBack();
    } catch (IOException gone) {
      throw Screen.gone(gone);
    }
    return () -> {
      terminal.keyboard().lend(false);
      terminal.takeOver();
      screen.fresh();
    };
  }

  @Override
  public Lent lendToProgram() {
    Runnable ours = terminal.onInterrupt(() -> {});
    Lent lent = lend();
    return () -> {
      lent.close();
      ours.run();
    };
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException gone) {
      // There is nothing left to restore.
      return;
    }
  }

  /** Adds to the history. A failure is reported once; the chat continues without a history. */
  private void keep(String typed) {
    if (history == null) {
      return;
    }
    try {
      history.add(typed);
    } catch (Failure unwritten) {
      history = null;
      note("byok: " + SafeText.line(unwritten.text()));
    }
  }

  private void redraw() {
    try {
      if (!editor.redraw()) {
        screen.resize();
      }
    } catch (Failure gone) {
      // The next read or write meets the same failure and reports it.
      return;
    }
  }
}
