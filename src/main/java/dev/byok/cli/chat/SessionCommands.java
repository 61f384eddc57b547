package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import dev.byok.text.Plural;

/** Commands about whole conversations. */
final class SessionCommands {
  private SessionCommands() {}

  static void list(Chat chat, String rest) {
    chat.show(SessionList.of(chat));
  }

  static void resume(Chat chat, String rest) {
    SessionStore store = chat.services().sessions();
    Session found = rest.isEmpty() ? store.latest(chat::note) : store.open(rest);
    if (found == null) {
      throw Failure.of(Kind.USAGE, "there is no saved session yet");
    }
    if (found.name().equals(chat.talk().session().name())) {
      chat.note("this is that session");
      return;
    }
    chat.talk().moveTo(found, true);
    chat.compare(null);
    chat.note(welcome(found));
  }

  static void clear(Chat chat, String rest) {
    Session before = chat.talk().session();
    Session fresh = chat.services().sessions().begin(null, before.model(), before.system());
    chat.talk().moveTo(fresh, false);
    chat.compare(null);
    chat.note(
        before.turns().isEmpty()
            ? "a new conversation"
            : "a new conversation"
                + (chat.talk().options().saves()
                    ? "; /resume " + before.name() + " goes back"
                    : ""));
  }

  static void usage(Chat chat, String rest) {
    chat.show(chat.talk().words());
  }

  /** What is said of a conversation that goes on. */
  static String welcome(Session session) {
    return "session "
        + session.name()
        + ": "
        + Plural.of(session.turns().size(), "turn", "turns")
        + (session.unanswered() == null
            ? ""
            : "; the last question has no answer, /retry asks it again");
  }
}
