package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;

/** The commands about the session's turns. */
record TurnCommands(Chat chat, ExternalEditor editor) {
  private static final int SHOWN_OF_A_QUESTION = 60;

  void system(String rest) {
    Talk talk = chat.talk();
    if (rest.isEmpty()) {
      String system = talk.session().system();
      chat.show(system == null ? "no system prompt is set; /system TEXT sets one" : system);
      return;
    }
    boolean removed = rest.equals("-");
    chat.become(talk.session().withSystem(removed ? null : rest));
    chat.note(removed ? "the system prompt is removed" : "the system prompt is set");
  }

  /** Asks the last question again. Its old answer stays until a new one comes. */
  void retry(String rest) {
    Talk talk = chat.talk();
    lastQuestion(talk);
    Session before = talk.session();
    Session asked = before.upTo(talk.lastQuestion() + 1);
    chat.finish(chat.asking().ask(asked, before, rest.isEmpty() ? null : rest));
  }

  void undo() {
    Talk talk = chat.talk();
    Turn question = lastQuestion(talk);
    chat.become(talk.session().upTo(talk.lastQuestion()));
    chat.note("taken back: " + shortened(question.message().text()));
  }

  void edit(String rest) {
    ExternalEditor.Left left = editor.edit(rest);
    String text = left.text();
    if (left.failure() != null) {
      chat.begin(text);
      throw left.failure();
    }
    if (text.isBlank()) {
      chat.note("nothing was written, so nothing is sent");
      return;
    }
    chat.show(text);
    chat.say(text);
  }

  void reasoning() {
    boolean shown = !chat.asking().showsReasoning();
    chat.asking().showReasoning(shown);
    chat.note(shown ? "reasoning is shown from now on" : "reasoning is hidden from now on");
  }

  private static Turn lastQuestion(Talk talk) {
    int question = talk.lastQuestion();
    if (question < 0) {
      throw Failure.of(Kind.USAGE, "nothing has been asked yet");
    }
    return talk.session().turns().get(question);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= SHOWN_OF_A_QUESTION
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN_OF_A_QUESTION)) + "…";
  }
}
