package dev.byok.cli.chat;

import dev.byok.cli.line.Services;
import dev.byok.conversation.Message;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is typed and does it, until the end of the input. Whatever fails is told in one line,
 * and the conversation goes on.
 */
final class Chat {
  private final Services services;
  private final ChatConsole console;
  private final ChatStyle style;
  private final Talk talk;
  private final Asking asking;
  private final PendingFiles files = new PendingFiles();
  private final SlashCommands commands = new SlashCommands();
  private @Nullable ComparedAnswers comparison;
  private String begun = "";
  private boolean leaving;
  private int exitCode;

  Chat(Services services, ChatConsole console, ChatStyle style, Talk talk, boolean showReasoning) {
    this.services = services;
    this.console = console;
    this.style = style;
    this.talk = talk;
    talk.onUnsaved(this::tell);
    this.asking = new Asking(services, console, style, talk, this::note);
    asking.showReasoning(showReasoning);
  }

  /**
   * Talks until the end of the input and returns the exit code: for a script the largest of its
   * prompts', for a person 0.
   */
  int untilTheEnd() {
    while (!leaving) {
      String typed = console.read(prompt(), begun);
      begun = "";
      if (typed == null) {
        break;
      }
      if (!typed.isBlank()) {
        obey(typed);
      }
    }
    return console.isInteractive() && exitCode != Kind.CLOSED_PIPE.exitCode() ? 0 : exitCode;
  }

  private void obey(String typed) {
    try {
      if (typed.indexOf('\n') >= 0 || !typed.startsWith("/")) {
        // Of several lines, as pasted source text is, the first may well begin with a slash.
        say(typed);
      } else if (!typed.startsWith("//")) {
        commands.run(this, typed);
      } else {
        say(typed.substring(1));
      }
    } catch (Failure failed) {
      tell(failed);
    }
  }

  /** Sends a message, with the files that wait for one. */
  void say(String text) {
    ComparedAnswers waiting = comparison;
    Message message = files.with(text);
    Turn question = Turn.question(message, services.clock().instant());
    if (waiting != null && waiting.wantsQuestion()) {
      files.clear();
      TurnCommands.tell(this, talk.become(talk.session().with(question)));
      waiting.ask(talk.session());
    } else {
      comparison = null;
      ask(question);
    }
  }

  private void ask(Turn question) {
    talk.model();
    Session asked = talk.session().with(question);
    files.clear();
    finish(asking.ask(asked, asked, null));
  }

  /** Whatever came of a question. */
  void finish(@Nullable Failure failure) {
    if (failure != null) {
      tell(failure);
      if (console.isInteractive() && talk.session().unanswered() != null) {
        note("the question has no answer: /retry asks it again, else it is left out from now on");
      }
      if (!console.isInteractive() && isOutputGone(failure)) {
        leaving = true;
      }
    }
  }

  private static boolean isOutputGone(Failure failure) {
    return failure.kind() == Kind.CLOSED_PIPE || failure.kind() == Kind.FILE;
  }

  /** Something ended with this exit code, and was told. */
  void failed(int code) {
    exitCode = Math.max(exitCode, code);
  }

  /** Says what failed: in one line where a person reads it, in the usual form in a log. */
  void tell(Failure failure) {
    exitCode = Math.max(exitCode, failure.kind().exitCode());
    if (failure.kind() == Kind.CLOSED_PIPE) {
      leaving = true;
    } else if (failure.kind() == Kind.INTERRUPTED) {
      note("stopped");
    } else if (console.isInteractive()) {
      console.note(style.wrong(SafeText.line(line(failure))));
    } else {
      services.messages().failure(failure);
    }
  }

  private static String line(Failure failure) {
    StringBuilder line = new StringBuilder(failure.text());
    for (String detail : failure.details()) {
      line.append(": ").append(detail);
    }
    return failure.hint() == null ? line.toString() : line + "; " + failure.hint();
  }

  /** Says something beside the conversation. */
  void note(String line) {
    if (console.isInteractive()) {
      console.note(style.dim(SafeText.line(line)));
    } else {
      services.messages().notice(line);
    }
  }

  /** Shows what was asked for: lines that a person, or a script, wants to read. */
  void show(String lines) {
    String safe = services.terminal().out() ? SafeText.of(lines) : lines;
    console.write(safe.endsWith("\n") ? safe : safe + "\n");
  }

  /** What is to stand in the next line that is typed. */
  void begin(String text) {
    begun = text;
  }

  void leave() {
    leaving = true;
  }

  private String prompt() {
    String model = talk.session().model();
    ComparedAnswers waiting = comparison;
    String who =
        waiting != null && waiting.wantsQuestion()
            ? waiting.count() + " models"
            : model == null ? "no model" : model;
    return style.prompt(SafeText.line(who + files.label()) + "> ");
  }

  Services services() {
    return services;
  }

  ChatConsole console() {
    return console;
  }

  ChatStyle style() {
    return style;
  }

  Talk talk() {
    return talk;
  }

  Asking asking() {
    return asking;
  }

  PendingFiles files() {
    return files;
  }

  SlashCommands commands() {
    return commands;
  }

  @Nullable ComparedAnswers comparison() {
    return comparison;
  }

  void compare(@Nullable ComparedAnswers other) {
    comparison = other;
  }
}
