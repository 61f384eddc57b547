package dev.byok.cli.chat;

import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.ledger.report.Totals;
import dev.byok.routing.Route;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import dev.byok.sessions.Turn;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The current session: its turns, its model, what it has used, and its file. */
final class Talk {
  private final Setup setup;
  private final ChatOptions options;
  private final SessionStore store;
  private Session session;
  private SessionTotals totals;
  private @Nullable Route route;
  private Consumer<Failure> unsaved = failure -> {};

  /**
   * @param totals what the ledger has of the session
   */
  Talk(
      Setup setup, SessionStore store, ChatOptions options, Session session, SessionTotals totals) {
    this.setup = setup;
    this.store = store;
    this.options = options;
    this.session = session;
    this.totals = totals;
  }

  Session session() {
    return session;
  }

  SessionTotals totals() {
    return totals;
  }

  /** What the session has used so far, in words. */
  String words() {
    Totals sums = totals.totals();
    return sums == null ? "not known" : StatusLine.session(sums);
  }

  ChatOptions options() {
    return options;
  }

  /** The session's name in the ledger; null if it is not saved. */
  @Nullable String nameInLedger() {
    return options.saves() ? session.name() : null;
  }

  /** The reference of the session's model. Fails if none was named. */
  String model() {
    String model = session.model();
    if (model == null) {
      throw Failure.of(Kind.NO_KEY, "no model was given and there is no default")
          .hint("choose one with /model provider/model");
    }
    return model;
  }

  /** The route to the session's model, the same for every prompt until another is chosen. */
  Route route() {
    Route known = route;
    if (known == null) {
      known = route(model());
      route = known;
    }
    return known;
  }

  /** Returns the route to a model. Finds keys that were stored in the meantime. */
  Route route(String reference) {
    setup.reread();
    Route found = setup.router().route(reference);
    return found.isKilo() ? KiloOptions.route(found, options.given()) : found;
  }

  /** Drops the route and its key, which is of no use. The next prompt fetches the key again. */
  void forgetRoute() {
    route = null;
  }

  /** Asks this model from now on. */
  void choose(String reference, Route way) {
    session = session.withModel(reference);
    route = way;
  }

  /**
   * Makes this the current session and saves it. Returns a notice for the user, or null. A session
   * that cannot be saved continues, since its turns are still in memory.
   */
  @Nullable String become(Session changed) {
    session = changed;
    try {
      return save();
    } catch (Failure failed) {
      unsaved.accept(failed);
      return null;
    }
  }

  /** Sets who is called when the session cannot be saved. */
  void onUnsaved(Consumer<Failure> who) {
    unsaved = who;
  }

  /** Moves to another session, which may have older entries. */
  void moveTo(Session other, SessionTotals used) {
    if (other.model() == null && session.model() != null) {
      session = other.withModel(session.model());
    } else {
      session = other;
      route = null;
    }
    totals = used;
  }

  private @Nullable String save() {
    if (!options.saves() || (session.turns().isEmpty() && session.revision() == 0)) {
      return null;
    }
    String name = session.name();
    session = store.save(session);
    if (session.name().equals(name)) {
      return null;
    }
    totals = SessionTotals.none();
    return "another byok process has changed the session "
        + UserWord.quoted(name)
        + "; this one continues as "
        + UserWord.quoted(session.name());
  }

  /** The index of the last question; -1 if there is none. */
  int lastQuestion() {
    List<Turn> turns = session.turns();
    for (int i = turns.size() - 1; i >= 0; i--) {
      if (!turns.get(i).isAnswer()) {
        return i;
      }
    }
    return -1;
  }
}
