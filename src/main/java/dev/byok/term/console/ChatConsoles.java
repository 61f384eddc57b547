package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.files.Causes;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import dev.byok.term.TerminalWidth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out how one can talk here. */
public final class ChatConsoles {
  private ChatConsoles() {}

  /**
   * An editor at a terminal that can do more than print; else plain lines.
   *
   * @param history the file in which what is typed is kept for the next time; null to keep nothing
   */
  public static ChatConsole open(
      InputStream in,
      StandardOutput out,
      Messages messages,
      Terminal terminal,
      Map<String, String> env,
      boolean colour,
      @Nullable Path history,
      Completions completions) {
    boolean seen = terminal.in() && (terminal.out() || terminal.err());
    if (seen && !terminal.dumb()) {
      try {
        return edited(out, messages, terminal, env, colour, history, completions);
      } catch (IOException | UnsupportedOperationException | LinkageError none) {
        messages.notice("lines cannot be edited on this terminal: " + reason(none));
      }
    }
    return new PlainConsole(
        in, out, messages, seen, terminal.out(), () -> TerminalWidth.of(terminal, env));
  }

  private static ChatConsole edited(
      StandardOutput out,
      Messages messages,
      Terminal terminal,
      Map<String, String> env,
      boolean colour,
      @Nullable Path history,
      Completions completions)
      throws IOException {
    HistoryFile file = history == null ? null : new HistoryFile(history);
    List<String> typed = List.of();
    if (file != null) {
      try {
        typed = file.entries();
      } catch (Failure unreadable) {
        messages.failure(unreadable);
        file = null;
      }
    }
    ChatTerminal screen = ChatTerminal.open(env, terminal.out());
    Editor editor = new Editor(screen, completions, typed, colour);
    editor.configure(env, messages::notice);
    return new TerminalConsole(screen, editor, terminal.out() ? null : out, file);
  }

  private static String reason(Throwable none) {
    return none instanceof IOException io ? Causes.of(io) : String.valueOf(none.getMessage());
  }
}
