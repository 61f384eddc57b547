package dev.byok.cli.chat;

import dev.byok.cli.ask.AnswerTurn;
import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.ask.OnePrompt;
import dev.byok.cli.ask.Sending;
import dev.byok.cli.line.Tools;
import dev.byok.client.Ask;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.Outcome;
import dev.byok.exchange.StopButton;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.Entry;
import dev.byok.routing.Route;
import dev.byok.sessions.Session;
import dev.byok.term.console.ChatConsole;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question of a session. However it ends, the question is kept, and so is the text that
 * came.
 */
final class Asking {
  private final Tools tools;
  private final Sending sending;
  private final ChatScreen screen;
  private final ChatConsole console;
  private final Talk talk;
  private final ContextGuard guard;
  private boolean showReasoning;

  Asking(Tools tools, Sending sending, ChatScreen screen, Talk talk, ContextGuard guard) {
    this.tools = tools;
    this.sending = sending;
    this.screen = screen;
    this.console = screen.console();
    this.talk = talk;
    this.guard = guard;
  }

  boolean showsReasoning() {
    return showReasoning;
  }

  void showReasoning(boolean shown) {
    showReasoning = shown;
  }

  /**
   * Asks and shows the answer. Returns the failure, or null.
   *
   * @param asked the session with the question last
   * @param unanswered what the session becomes if no answer comes
   * @param reference a model other than the session's; null for the session's
   */
  @Nullable Failure ask(Session asked, Session unanswered, @Nullable String reference) {
    Session kept = unanswered;
    Ending ending;
    try {
      NextTurn question = guard.pass(question(asked, reference));
      if (unanswered.equals(asked)) {
        // Saved before sending, so that the question survives whatever ends the process.
        keep(question.asked());
        question = new NextTurn(talk.session(), question.reference(), question.route());
      }
      kept = talk.session();
      ending = exchange(question);
    } catch (Failure unsent) {
      // The next prompt fetches the key again.
      talk.forgetRoute();
      if (!kept.equals(talk.session())) {
        keep(kept);
      }
      return unsent;
    }
    Failure failure = ending.failure();
    if (failure != null && failure.kind() == Kind.KEY_REJECTED) {
      talk.forgetRoute();
    }
    tell(ending);
    return failure;
  }

  /** Warns if a session may not fit into a model's window. */
  void warn(NextTurn question) {
    guard.warn(question);
  }

  private NextTurn question(Session asked, @Nullable String reference) {
    return reference == null
        ? new NextTurn(asked, talk.model(), talk.route())
        : new NextTurn(asked, reference, talk.route(reference));
  }

  private Ending exchange(NextTurn question) {
    ChatOptions options = talk.options();
    Route route = question.route();
    Session asked = question.asked();
    talk.totals().settle();
    fetchKey(route);
    if (route.isKilo() && KiloOptions.isOwnKeyRequired(options.given())) {
      KiloOptions.requireOwnKey(tools.messages(), sending, route, options.given());
    }
    Prompt prompt =
        new Prompt(asked.system(), asked.context(), options.generation()).within(asked.taskId());
    StopButton stop = new StopButton();
    AnswerText text = AnswerTexts.of(screen);
    Filing filing =
        Filing.of("chat", talk.nameInLedger(), options.tags())
            .keptBy((outcome, failure, entry) -> keep(question, outcome, entry));
    Order order =
        new Order(
            route,
            Ask.of(prompt),
            KiloOptions.terms(options.terms(), route, options.given(), asked.taskId()),
            filing,
            OnePrompt.wishes(options.given()));
    ChatSink sink =
        new ChatSink(console, text, showReasoning, screen.style()::dim, tools.messages());
    try (var _ = console.answering("waiting for " + route.provider().name(), stop::press)) {
      return sending.exchange().run(order, sink, stop);
    }
  }

  /** Fetches the key. Meanwhile the terminal is lent, because a passphrase may be asked for. */
  void fetchKey(Route route) {
    if (!route.credential().isAtHand()) {
      try (var _ = console.lend()) {
        route.credential().secret();
      }
    }
  }

  /** Keeps an answer that has text, with its status. */
  private void keep(NextTurn question, Outcome outcome, Entry entry) {
    Reply reply = outcome.reply();
    if (!reply.text().isBlank()) {
      Session answered =
          question
              .asked()
              .with(AnswerTurn.of(reply, entry, question.reference(), tools.clock().instant()));
      keep(answered);
      guard.measured(talk.session(), reply.usage());
    }
  }

  private static boolean isAnswered(Ending ending) {
    return ending.entry() != null && !ending.outcome().reply().text().isBlank();
  }

  private void tell(Ending ending) {
    Entry entry = ending.entry();
    if (entry == null) {
      return;
    }
    talk.totals().add(entry);
    if (ending.failure() == null || entry.usage().input() != null || isAnswered(ending)) {
      screen.note(StatusLine.of(entry, talk.totals().totals()));
    }
    if (ending.failure() == null && !isAnswered(ending)) {
      screen.note("there is no text in the answer; /retry asks again");
    }
  }

  private void keep(Session session) {
    String told = talk.become(session);
    if (told != null) {
      screen.note(told);
    }
  }
}
