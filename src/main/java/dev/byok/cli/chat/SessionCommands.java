package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.Ledger;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import dev.byok.term.Messages;
import dev.byok.text.Plural;

/** The commands about whole sessions. */
record SessionCommands(Chat chat, SessionStore store, Ledger ledger, Messages messages) {
  void list() {
    chat.show(SessionList.of(store.list(chat::note)));
  }

  void resume(String rest) {
    Session found = rest.isEmpty() ? store.latest(chat::note) : store.open(rest);
    if (found == null) {
      throw Failure.of(Kind.USAGE, "there is no saved session yet");
    }
    if (found.name().equals(chat.talk().session().name())) {
      chat.note("this session is already open");
      return;
    }
    chat.talk().moveTo(found, SessionTotals.of(ledger, found.name(), messages));
    chat.compare(null);
    chat.note(welcome(found));
  }

  void clear() {
    Session before = chat.talk().session();
    Session fresh = store.begin(null, before.model(), before.system());
    chat.talk().moveTo(fresh, SessionTotals.none());
    chat.compare(null);
    chat.note(
        before.turns().isEmpty()
            ? "a new session"
            : "a new session"
                + (chat.talk().options().saves()
                    ? "; /resume " + before.name() + " goes back"
                    : ""));
  }

  void usage() {
    chat.show(chat.talk().words());
  }

  /** Returns the note about a session that is continued. */
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
