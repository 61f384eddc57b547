package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Tools;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Keeper;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.ledger.entry.Entry;
import dev.byok.routing.Route;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import dev.byok.sessions.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The saved session that {@code byok run} continues, and where its answer is saved. */
final class RunSession implements Keeper {
  private final Tools tools;
  private final SessionStore store;
  private Session session;
  private @Nullable Turn question;
  private @Nullable Failure unsaved;

  private RunSession(Tools tools, SessionStore store, Session session) {
    this.tools = tools;
    this.store = store;
    this.session = session;
  }

  /** Returns the session that was asked for. Nothing is written yet. */
  static RunSession of(Tools tools, SessionStore store, Arguments given) {
    String name = given.text("--session");
    if (name != null && given.has("--continue")) {
      throw Failure.of(Kind.USAGE, "--session and --continue cannot be used together")
          .hint("--session NAME continues that session, --continue the latest one");
    }
    Session session = name == null ? latest(tools, store) : named(store, name);
    tools.messages().verbose(told(session));
    return new RunSession(tools, store, session);
  }

  private static Session named(SessionStore store, String name) {
    Session known = store.find(name);
    if (known == null) {
      PastedKey.refuse(name);
    }
    return known == null ? store.begin(name, null, null) : known;
  }

  private static Session latest(Tools tools, SessionStore store) {
    Session latest = store.latest(tools::notice);
    if (latest == null) {
      throw Failure.of(Kind.USAGE, "there is no session to continue")
          .hint("byok run --session NAME \"…\" starts one");
    }
    return latest;
  }

  private static String told(Session session) {
    return session.revision() == 0
        ? "session " + UserWord.quoted(session.name()) + " begins"
        : "session "
            + UserWord.quoted(session.name())
            + " with "
            + session.turns().size()
            + " turns";
  }

  String name() {
    return session.name();
  }

  String taskId() {
    return session.taskId();
  }

  /** The given model, otherwise the one that the session asked last. */
  @Nullable String reference(@Nullable String given) {
    return given == null ? session.model() : given;
  }

  /**
   * Returns the whole session followed by the question.
   *
   * @param system replaces the system prompt; an empty one removes it, null keeps it
   */
  Prompt prompt(Route route, @Nullable String system, Message asked, Options options) {
    question = Turn.question(asked, tools.clock().instant());
    session = session.withModel(route.reference());
    if (system != null) {
      session = session.withSystem(system.isEmpty() ? null : system);
    }
    return new Prompt(session.system(), session.with(question).context(), options)
        .within(session.taskId());
  }

  /**
   * Saves question and answer once the prompt is over and its entry is in the ledger. Called once,
   * possibly by the thread that ends an interrupted process, which waits for it. An answer without
   * text is not saved: providers refuse a session with an empty turn.
   */
  @Override
  public void keep(Outcome outcome, @Nullable Failure failure, Entry entry) {
    if (question == null || outcome.reply().text().isBlank()) {
      if (failure == null) {
        tools.notice("there is no text in the answer; it is not saved");
      }
      return;
    }
    try {
      Turn answer =
          AnswerTurn.of(
              outcome.reply(), entry, String.valueOf(session.model()), tools.clock().instant());
      String saved = store.append(session, List.of(question, answer)).name();
      if (!saved.equals(session.name())) {
        tools.notice(
            UserWord.quoted(session.name())
                + " cannot be continued; saved as "
                + UserWord.quoted(saved));
      }
    } catch (Failure failed) {
      unsaved = failed;
      tools.messages().failure(failed);
    }
  }

  /** Returns the prompt's exit code, or that of the saving if only the saving failed. */
  int exitCode(int ofPrompt) {
    return ofPrompt == 0 && unsaved != null ? unsaved.kind().exitCode() : ofPrompt;
  }
}
