package dev.byok.exchange;

import dev.byok.client.Answer;
import dev.byok.client.Ask;
import dev.byok.client.ProviderClient;
import dev.byok.conversation.Delta;
import dev.byok.failure.Bugs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Request;
import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryId;
import dev.byok.prices.Prices;
import dev.byok.routing.Route;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs orders: checks the budgets, sends the prompt, passes the answer on as it arrives, and
 * records what it cost, however it ended. There is one per process; it is thread-safe.
 */
public final class Exchange {
  private final Supplier<ProviderClient> client;
  private final Recorder ledger;
  private final BudgetDesk budgets;
  private final Prices prices;
  private final Clock clock;

  /**
   * @param client created when something is to be sent, and only then fails if the network cannot
   *     be used
   */
  public Exchange(
      Supplier<ProviderClient> client,
      Recorder ledger,
      BudgetDesk budgets,
      Prices prices,
      Clock clock) {
    this.client = client;
    this.ledger = ledger;
    this.budgets = budgets;
    this.prices = prices;
    this.clock = clock;
  }

  /**
   * Creates what is needed to send anything, so that problems with the network are reported now.
   *
   * @throws Failure if the network cannot be used
   */
  public void open() {
    Objects.requireNonNull(client.get());
  }

  /** Returns the request that {@link #run} would send first. */
  public Request request(Order order) {
    return client.get().request(order.route(), order.ask(), order.terms());
  }

  /**
   * Starts to prepare the connection on another thread, and to fetch the key, unless a budget may
   * still forbid its use.
   */
  public void prepare(Route route) {
    client.get().prepare(route);
    if (!budgets.isOpen()) {
      route.credential().fetchAhead();
    }
  }

  /**
   * Sends one order, and returns when it is over and recorded.
   *
   * @param sink where the answer goes
   * @param stop stops only this prompt; null if it ends with the process
   * @return how it ended; a failure in it was not reported yet
   * @throws Failure if nothing was sent because a budget forbids it or cannot be checked
   */
  public Ending run(Order order, AnswerSink sink, @Nullable StopButton stop) {
    String id = EntryId.at(clock.instant());
    BudgetGate gate = budgets.gate(order);
    if (gate != null) {
      gate.enter(id, order, ledger);
      order.route().credential().fetchAhead();
    }
    Outcome outcome = new Outcome(id, order.route(), clock.instant(), prices);
    Written written = new Written(order, outcome, gate);
    Failure failure = null;
    try (Interruption interruption =
        Interruption.watch(outcome, sink.notices(), written::interrupted, stop)) {
      try {
        receive(order, outcome, sink, interruption);
        failure = unfit(order, outcome);
      } catch (Failure broken) {
        failure = interruption.stopped() ? interrupted().unsent(broken.isUnsent()) : broken;
      } catch (OutOfMemoryError crowded) {
        failure = KeptText.crowded(outcome, crowded);
      } catch (RuntimeException | StackOverflowError bug) {
        // A bug after the request was sent does not undo its cost.
        failure = Bugs.failure(bug);
      }
      outcome.finished();
      failure = failure == null ? null : failure.requestId(outcome.requestId(failure));
      failure = end(order, outcome, sink, failure);
      written.write(failure);
      if (gate != null && written.isUnsent(failure)) {
        gate.release();
      }
    }
    return new Ending(outcome, failure, written.unrecorded(), written.entry());
  }

  private void receive(Order order, Outcome outcome, AnswerSink sink, Interruption interruption) {
    Route route = order.route();
    boolean keepsText = order.filing().keeper() != null || schema(order) != null;
    KeptText kept = KeptText.of(keepsText ? Math.max(1, sink.textsKept()) : sink.textsKept());
    sink.notices()
        .verbose(
            (route.credential().isNone() ? "" : "key \"" + route.key() + "\" from ")
                + route.credential().source().words()
                + ", host "
                + route.endpoint().host());
    sink.begin(outcome);
    try (var waiting = sink.waiting("waiting for " + route.provider().name());
        Answer answer = client.get().ask(route, order.ask(), order.terms(), interruption)) {
      outcome.answered();
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        delta = kept.add(delta, outcome.reply());
        outcome.came(delta);
        if (delta instanceof Delta.Text || delta instanceof Delta.Reasoning) {
          outcome.firstToken();
          waiting.over();
        }
        sink.delta(delta);
        kept.requireRoom(route);
      }
    }
  }

  /** The failure of a complete answer that does not match its schema, or null. */
  private static @Nullable Failure unfit(Order order, Outcome outcome) {
    JsonObject schema = schema(order);
    Failure mismatch =
        schema == null ? null : AnswerSchema.mismatch(schema, outcome.reply().text());
    return mismatch == null ? null : mismatch.provider(outcome.route().provider().id());
  }

  private static @Nullable JsonObject schema(Order order) {
    return order.ask() instanceof Ask.OfPrompt asked ? asked.prompt().options().schema() : null;
  }

  /** Ends the output. A failure to write does not replace an earlier failure. */
  private static @Nullable Failure end(
      Order order, Outcome outcome, AnswerSink sink, @Nullable Failure failure) {
    if (failure != null && failure.kind() == Kind.CLOSED_PIPE) {
      return failure;
    }
    try {
      sink.end(outcome, failure);
    } catch (Failure unwritten) {
      return failure == null ? unwritten : failure;
    } catch (OutOfMemoryError crowded) {
      return failure == null ? KeptText.crowded(outcome, crowded) : failure;
    } catch (RuntimeException bug) {
      // What was spent must be recorded in any case.
      return failure == null ? Bugs.failure(bug) : failure;
    }
    // What goes to another program is that program's to judge.
    if (failure == null && order.ask() instanceof Ask.OfPrompt) {
      remark(sink, howItEnded(outcome));
      remark(sink, KiloNotice.of(outcome, order.wishes().ownKeyRequired()));
    }
    return failure;
  }

  private static void remark(AnswerSink sink, @Nullable String line) {
    if (line != null) {
      sink.remark(line);
    }
  }

  /** Returns what a script that reads only the text would miss, or null. */
  private static @Nullable String howItEnded(Outcome outcome) {
    String reason = String.valueOf(outcome.reply().finishReason());
    if (reason.equals("length")) {
      return "the answer stops at the token limit (finish reason \"length\")";
    }
    return outcome.anyText()
        ? null
        : "the answer has no text (finish reason " + UserWord.quoted(reason) + ")";
  }

  private static Failure interrupted() {
    return Failure.of(Kind.INTERRUPTED, "interrupted");
  }

  /** The record of one order, made by whichever thread comes first. */
  private final class Written {
    private final Order order;
    private final Outcome outcome;
    private final @Nullable BudgetGate gate;
    private @Nullable Entry entry;
    private @Nullable Failure unrecorded;

    Written(Order order, Outcome outcome, @Nullable BudgetGate gate) {
      this.order = order;
      this.outcome = outcome;
      this.gate = gate;
    }

    /** Called by the thread that ends the process. */
    void interrupted() {
      outcome.finished();
      write(Exchange.interrupted());
    }

    /**
     * Writes the ledger's line once, if anything reached the provider. A second thread waits for
     * the first: an interrupted process must not end before.
     */
    synchronized void write(@Nullable Failure failure) {
      boolean filed =
          !order.filing().isNowhere() && (outcome.isAnswered() || !order.filing().answersOnly());
      if (filed && entry == null && !isUnsent(failure)) {
        entry = outcome.toEntry(order.filing(), failure);
        unrecorded = ledger.add(entry);
        if (gate != null) {
          gate.spent(entry);
        }
        Keeper keeper = order.filing().keeper();
        if (keeper != null) {
          keeper.keep(outcome, failure, entry);
        }
      }
    }

    /** Whether nothing reached the provider that it could bill. */
    private boolean isUnsent(@Nullable Failure failure) {
      return failure != null && (outcome.attempts() == 0 || failure.isUnsent());
    }

    synchronized @Nullable Entry entry() {
      return entry;
    }

    synchronized @Nullable Failure unrecorded() {
      return unrecorded;
    }
  }
}
