package dev.byok.cli.chat;

import dev.byok.conversation.Message;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.SafeText;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Reads and runs what is typed until the input ends. A failure is reported in one line, and the
 * chat continues.
 */
final class Chat {
  private final Clock clock;
  private final ChatScreen screen;
  private final ChatConsole console;
  private final Talk talk;
  private final Asking asking;
  private final PendingFiles files = new PendingFiles();
  private @Nullable ComparedAnswers comparison;
  private String begun = "";
  private boolean leaving;
  private int exitCode;

  Chat(Clock clock, ChatScreen screen, Talk talk, Asking asking) {
    this.clock = clock;
    this.screen = screen;
    this.console = screen.console();
    this.talk = talk;
    this.asking = asking;
    talk.onUnsaved(this::tell);
  }

  /**
   * Runs until the input ends. Returns the exit code: for a script the highest of its prompts, for
   * a person 0 unless the output was closed.
   *
   * @param actions runs the slash commands
   */
  int untilTheEnd(ChatActions actions) {
    while (!leaving) {
      String typed = console.read(prompt(), begun);
      begun = "";
      if (typed == null) {
        break;
      }
      if (!typed.isBlank()) {
        obey(typed, actions);
      }
    }
    return console.isInteractive() && exitCode != Kind.CLOSED_PIPE.exitCode() ? 0 : exitCode;
  }

  private void obey(String typed, ChatActions actions) {
    try {
      if (typed.indexOf('\n') >= 0 || !typed.startsWith("/")) {
        // The first line of pasted source code may well begin with a slash.
        say(typed);
      } else if (!typed.startsWith("//")) {
        actions.run(typed);
      } else {
        say(typed.substring(1));
      }
    } catch (Failure failed) {
      tell(failed);
    }
  }

  /** Sends a message with the pending files. */
  void say(String text) {
    ComparedAnswers waiting = comparison;
    Message message = files.with(text);
    Turn question = Turn.question(message, clock.instant());
    if (waiting != null && waiting.wantsQuestion()) {
      files.clear();
      become(talk.session().with(question));
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

  /** Reports how a question ended. */
  void finish(@Nullable Failure failure) {
    if (failure != null) {
      tell(failure);
      if (console.isInteractive() && talk.session().unanswered() != null) {
        note("not answered; /retry asks again");
      }
      if (!console.isInteractive() && isOutputGone(failure)) {
        leaving = true;
      }
    }
  }

  private static boolean isOutputGone(Failure failure) {
    return failure.kind() == Kind.CLOSED_PIPE || failure.kind() == Kind.FILE;
  }

  /** Notes the exit code of a failure that is already reported. */
  void failed(int code) {
    exitCode = Math.max(exitCode, code);
  }

  /** Reports a failure, unless it is clear already. */
  void tell(Failure failure) {
    exitCode = Math.max(exitCode, failure.kind().exitCode());
    if (failure.kind() == Kind.CLOSED_PIPE) {
      leaving = true;
    } else if (failure.kind() == Kind.INTERRUPTED) {
      note("stopped");
    } else {
      screen.failure(failure);
    }
  }

  /** Makes this the current session, and shows the notice of that, if any. */
  void become(Session changed) {
    String told = talk.become(changed);
    if (told != null) {
      note(told);
    }
  }

  void note(String line) {
    screen.note(line);
  }

  void show(String lines) {
    screen.show(lines);
  }

  /** Sets the text that the next input line begins with. */
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
    return screen.style().prompt(SafeText.line(who + files.label()) + "> ");
  }

  ChatConsole console() {
    return console;
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

  @Nullable ComparedAnswers comparison() {
    return comparison;
  }

  void compare(@Nullable ComparedAnswers other) {
    comparison = other;
  }
}
