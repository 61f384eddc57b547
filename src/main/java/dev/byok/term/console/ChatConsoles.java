package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.files.Causes;
import dev.byok.term.Streams;
import dev.byok.term.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the console for a chat. */
public final class ChatConsoles {
  private ChatConsoles() {}

  /**
   * Opens an editor on a terminal that can do more than print, otherwise plain lines.
   *
   * @param history the file that keeps what is typed for the next chat; null to keep nothing
   */
  public static ChatConsole open(
      Streams streams, boolean color, @Nullable Path history, Completions completions) {
    Terminal terminal = streams.terminal();
    boolean seen = terminal.in() && (terminal.out() || terminal.err());
    if (seen && !terminal.dumb()) {
      try {
        return edited(streams, color, history, completions);
      } catch (IOException | UnsupportedOperationException | LinkageError none) {
        streams.messages().notice("lines cannot be edited on this terminal: " + reason(none));
      }
    }
    return new PlainConsole(streams, seen);
  }

  private static ChatConsole edited(
      Streams streams, boolean color, @Nullable Path history, Completions completions)
      throws IOException {
    HistoryFile file = history == null ? null : new HistoryFile(history);
    List<String> typed = List.of();
    if (file != null) {
      try {
        typed = file.entries();
      } catch (Failure unreadable) {
        streams.messages().failure(unreadable);
        file = null;
      }
    }
    boolean answersSeen = streams.terminal().out();
    ChatTerminal screen = ChatTerminal.open(streams.env(), answersSeen);
    Editor editor = new Editor(screen, completions, typed, color);
    editor.configure(streams.env(), streams.messages()::notice);
    return new TerminalConsole(screen, editor, answersSeen ? null : streams.out(), file);
  }

  private static String reason(Throwable none) {
    return none instanceof IOException io ? Causes.of(io) : String.valueOf(none.getMessage());
  }
}
