package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.term.Messages;
import dev.byok.term.Terminal;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.SafeText;

/** Shows everything in a chat except answers, and makes it safe for a terminal. */
record ChatScreen(ChatConsole console, ChatStyle style, Messages messages, Terminal terminal) {

  /** Shows a note beside the chat. */
  void note(String line) {
    if (console.isInteractive()) {
      console.note(style.dim(SafeText.line(line)));
    } else {
      messages.notice(line);
    }
  }

  /** Shows lines that the user, or a script, asked for. */
  void show(String lines) {
    String safe = terminal.out() ? SafeText.of(lines) : lines;
    console.write(safe.endsWith("\n") ? safe : safe + "\n");
  }

  /** Reports a failure: in one line to a person, in the usual form in a log. */
  void failure(Failure failure) {
    if (console.isInteractive()) {
      console.note(style.wrong(SafeText.line(line(failure))));
    } else {
      messages.failure(failure);
    }
  }

  private static String line(Failure failure) {
    StringBuilder line = new StringBuilder(failure.text());
    for (String detail : failure.details()) {
      line.append(": ").append(detail);
    }
    return failure.hint() == null ? line.toString() : line + "; " + failure.hint();
  }
}
