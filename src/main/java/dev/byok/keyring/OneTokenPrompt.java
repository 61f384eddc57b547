package dev.byok.keyring;

import dev.byok.access.OneToken;
import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.AnswerSink;
import dev.byok.exchange.Exchange;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.Outcome;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.routing.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a key by a prompt for one token. It is sent once, ignores the budgets, and makes a
 * ledger entry if the answer began.
 */
final class OneTokenPrompt implements OneToken {
  private static final Terms TERMS = new Terms(false, Duration.ofSeconds(30), 0);
  private static final Filing FILING = new Filing("keys", null, null, Map.of(), true, null);
  private static final Wishes WISHES = new Wishes(Wishes.Budgeting.IGNORED, false);

  private final Exchange exchange;
  private final Notices notices;

  OneTokenPrompt(Exchange exchange, Notices notices) {
    this.exchange = exchange;
    this.notices = notices;
  }

  @Override
  public void ask(Route route) {
    Order order = new Order(route, Ask.of(prompt(route)), TERMS, FILING, WISHES);
    // A failure of the ledger is reported, but the verification still counts.
    Failure failure = exchange.run(order, new Nowhere(), null).failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** Some models refuse a limit of one token. */
  private static Prompt prompt(Route route) {
    long least = route.wire().quirks().leastOutputTokens();
    Options options = new Options(null, least, null, List.of(), null, null);
    return new Prompt(null, List.of(Message.user("hi")), options);
  }

  /** Ignores the answer's text: it only matters that an answer came. */
  private final class Nowhere implements AnswerSink {
    @Override
    public Notices notices() {
      return notices;
    }

    /** The caller already shows what is waited for. */
    @Override
    public Notices.Waiting waiting(String what) {
      return Notices.Waiting.NOT_SHOWN;
    }

    @Override
    public void delta(Delta delta) {}

    @Override
    public void end(Outcome outcome, @Nullable Failure failure) {}

    @Override
    public void remark(String line) {}
  }
}
