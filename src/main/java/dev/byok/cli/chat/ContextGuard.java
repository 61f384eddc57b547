package dev.byok.cli.chat;

import dev.byok.cli.usage.ReportNumbers;
import dev.byok.conversation.Usage;
import dev.byok.exchange.ContextWindow;
import dev.byok.exchange.ContextWindow.Fit;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.prices.ModelNames;
import dev.byok.prices.Prices;
import dev.byok.routing.Route;
import dev.byok.sessions.Session;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.Plural;
import dev.byok.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Checks before sending whether a session still fits into the model's window. Nothing is dropped
 * silently: a person chooses, and a script gets a notice or a failure.
 */
final class ContextGuard {
  /**
   * An estimate of three bytes a token is this percentage of the true count if a token has five.
   */
  private static final long CERTAIN_PERCENT = 167;

  private final Prices prices;
  private final ChatScreen screen;
  private final ChatConsole console;
  private final Talk talk;
  private ContextWindow.@Nullable Measured measured;

  ContextGuard(Prices prices, ChatScreen screen, Talk talk) {
    this.prices = prices;
    this.screen = screen;
    this.console = screen.console();
    this.talk = talk;
  }

  /** Notes the provider's token counts for the session as it is now. */
  void measured(Session session, Usage usage) {
    measured = new ContextWindow.Measured(session, usage);
  }

  /**
   * Returns the question as it may be sent.
   *
   * @throws Failure of kind {@code REFUSED} if it may not be sent
   */
  NextTurn pass(NextTurn question) {
    ContextWindow window = window(question);
    if (window.fit() == Fit.NEAR || isPerhapsTooLong(window)) {
      screen.note(filled(window, question));
      return question;
    }
    return window.fit() == Fit.EXCEEDS ? choose(window, question) : question;
  }

  /** Warns if the question nearly fills the window or may not fit. It is sent anyway. */
  void warn(NextTurn question) {
    ContextWindow window = window(question);
    if (window.fit() == Fit.NEAR || window.fit() == Fit.EXCEEDS) {
      screen.note(filled(window, question));
    }
  }

  private ContextWindow window(NextTurn question) {
    Route route = question.route();
    return ContextWindow.of(
        question.asked(),
        measured,
        talk.options().generation(),
        ModelNames.factsOf(prices, route.provider(), route.model(), null));
  }

  /**
   * A script cannot be asked what to do, so only what is certainly too long is refused: the
   * estimate is rather too high.
   */
  private boolean isPerhapsTooLong(ContextWindow window) {
    return window.fit() == Fit.EXCEEDS
        && !console.isInteractive()
        && !window.isMeasured()
        && window.percent() < CERTAIN_PERCENT;
  }

  private NextTurn choose(ContextWindow window, NextTurn question) {
    if (!console.isInteractive()) {
      throw refusal(window, question);
    }
    ContextWindow.Cut cut = window.cut();
    String answer =
        console.ask(
            SafeText.line(sizes(window, question))
                + "\n"
                + (cut == null
                    ? ""
                    : "d drops the oldest "
                        + Plural.of(cut.exchanges(), "exchange", "exchanges")
                        + ", ")
                + "m asks another model, s sends it anyway, Enter sends nothing: ");
    String choice = answer == null ? "" : answer.strip();
    if (choice.equals("d") && cut != null) {
      return new NextTurn(cut.session(), question.reference(), question.route());
    }
    if (choice.equals("s")) {
      return question;
    }
    return choice.equals("m") ? pass(another(window, question)) : refuse(window, question);
  }

  private NextTurn another(ContextWindow window, NextTurn question) {
    String named = console.ask("model: ");
    if (named == null || named.isBlank()) {
      throw refusal(window, question);
    }
    String reference = named.strip();
    NextTurn other = new NextTurn(question.asked(), reference, talk.route(reference));
    talk.choose(reference, other.route());
    return new NextTurn(question.asked().withModel(reference), other.reference(), other.route());
  }

  private static NextTurn refuse(ContextWindow window, NextTurn question) {
    throw refusal(window, question);
  }

  private static Failure refusal(ContextWindow window, NextTurn question) {
    return Failure.of(Kind.REFUSED, sizes(window, question) + "; nothing was sent")
        .hint("/model REF asks a model with a larger window, /undo takes the last question back");
  }

  private static String filled(ContextWindow window, NextTurn question) {
    return "the session fills "
        + window.percent()
        + " % of "
        + question.reference()
        + ": about "
        + ReportNumbers.count(window.tokens())
        + " of "
        + ReportNumbers.count(window.room())
        + " tokens";
  }

  private static String sizes(ContextWindow window, NextTurn question) {
    return "too long for "
        + question.reference()
        + ": about "
        + ReportNumbers.count(window.tokens())
        + " tokens, room for "
        + ReportNumbers.count(window.room());
  }
}
