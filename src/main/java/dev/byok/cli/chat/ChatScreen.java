package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.term.Messages;
import dev.byok.term.Terminal;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.SafeText;

/** What is said in a conversation besides its answers. It is made safe for a terminal here. */
record ChatScreen(ChatConsole console, ChatStyle style, Messages messages, Terminal terminal) {

  /** Says something beside the conversation. */
  void note(String line) {
    if (console.isInteractive()) {
      console.note(style.dim(SafeText.line(line)));
    } else {
      messages.notice(line);
    }
  }

  /** Shows what was asked for: lines that a person, or a script, wants to read. */
  void show(String lines) {
    String safe = terminal.out() ? SafeText.of(lines) : lines;
    console.write(safe.endsWith("\n") ? safe : safe + "\n");
  }

  /** Says what failed: in one line where a person reads it, in the usual form in a log. */
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
