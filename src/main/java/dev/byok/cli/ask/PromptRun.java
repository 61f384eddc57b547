package dev.byok.cli.ask;

import dev.byok.cli.line.Bugs;
import dev.byok.cli.line.Services;
import dev.byok.client.Answer;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryId;
import dev.byok.routing.Route;
import dev.byok.term.Messages;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends one prompt, hands its answer on as it comes, and writes down what it cost, however it
 * ended.
 */
public final class PromptRun {
  private final Services services;
  private final Messages messages;
  private final String command;
  private final @Nullable String session;
  private final AnswerSink sink;
  private final boolean ownKeyRequired;
  private final @Nullable BudgetGate gate;
  private final @Nullable Keeper keeper;

  /**
   * @param messages where it says what happens to it
   * @param session the saved conversation that the prompt belongs to; null for none
   * @param ownKeyRequired whether the gateway was to spend no credits
   * @param gate what asks the budgets; null when there are none
   * @param keeper null where nothing is kept but the ledger's line
   */
  public PromptRun(
      Services services,
      Messages messages,
      String command,
      @Nullable String session,
      AnswerSink sink,
      boolean ownKeyRequired,
      @Nullable BudgetGate gate,
      @Nullable Keeper keeper) {
    this.services = services;
    this.messages = messages;
    this.command = command;
    this.session = session;
    this.sink = sink;
    this.ownKeyRequired = ownKeyRequired;
    this.gate = gate;
    this.keeper = keeper;
  }

  /**
   * How a prompt ended.
   *
   * @param failure why there is no whole answer; null for a good end
   * @param unrecorded why the ledger has no line of it although it should; null otherwise
   * @param entry the ledger's line; null when nothing was sent
   */
  public record Ending(
      Outcome outcome,
      @Nullable Failure failure,
      @Nullable Failure unrecorded,
      @Nullable Entry entry) {}

  /** Sends the prompt, tells what failed, and returns the exit code. */
  int run(Route route, Prompt prompt, Terms terms, Map<String, String> tags) {
    Ending ending;
    try {
      ending = exchange(route, prompt, terms, tags, null);
    } catch (Failure refused) {
      return sink.refused(refused);
    }
    Failure failure = ending.failure();
    if (failure != null) {
      return report(failure);
    }
    return ending.unrecorded() == null ? 0 : ending.unrecorded().kind().exitCode();
  }

  /**
   * Sends the prompt and tells nobody what failed.
   *
   * @param button what stops this prompt in a process that goes on; null for one that ends with it
   * @throws Failure when a budget does not let it pass
   */
  public Ending exchange(
      Route route,
      Prompt prompt,
      Terms terms,
      Map<String, String> tags,
      @Nullable StopButton button) {
    String id = EntryId.at(services.clock().instant());
    if (gate != null) {
      gate.enter(id, route, prompt, terms);
      route.credential().fetchAhead();
    }
    Outcome outcome = new Outcome(services, route, id);
    Failure failure = null;
    Failure unrecorded = null;
    boolean keepsText = keeper != null || prompt.options().schema() != null;
    KeptText kept = KeptText.of(keepsText ? Math.max(1, sink.textsKept()) : sink.textsKept());
    AtomicReference<@Nullable Entry> recorded = new AtomicReference<>();
    try (Interruption interruption =
        Interruption.watch(
            outcome,
            messages,
            () -> {
              outcome.finished();
              record(outcome, interrupted(), tags, recorded);
            },
            button)) {
      try {
        exchange(outcome, prompt, terms, interruption, kept);
        failure = unfit(outcome, prompt);
      } catch (Failure broken) {
        failure = interruption.stopped() ? interrupted().unsent(broken.isUnsent()) : broken;
      } catch (OutOfMemoryError crowded) {
        failure = KeptText.crowded(outcome, crowded);
      } catch (RuntimeException | StackOverflowError bug) {
        // A bug after the request went out has cost what it has cost.
        failure = Bugs.failure(bug);
      }
      outcome.finished();
      failure = failure == null ? null : failure.requestId(outcome.requestId(failure));
      failure = end(outcome, failure);
      unrecorded = record(outcome, failure, tags, recorded);
      if (gate != null && isUnsent(outcome, failure)) {
        gate.release();
      }
    }
    return new Ending(outcome, failure, unrecorded, recorded.get());
  }

  /** A complete answer that is not what it was to be. */
  private static @Nullable Failure unfit(Outcome outcome, Prompt prompt) {
    JsonObject schema = prompt.options().schema();
    Failure mismatch =
        schema == null ? null : AnswerSchema.mismatch(schema, outcome.reply().text());
    return mismatch == null ? null : mismatch.provider(outcome.route().provider().id());
  }

  private void exchange(
      Outcome outcome, Prompt prompt, Terms terms, Interruption interruption, KeptText kept) {
    Route route = outcome.route();
    messages.verbose(
        (route.credential().isNone() ? "" : "key \"" + route.key() + "\" from ")
            + route.credential().source()
            + ", host "
            + route.endpoint().host());
    sink.begin(outcome);
    try (var waiting = messages.waiting("waiting for " + route.provider().name());
        Answer answer = services.client().ask(route, prompt, terms, interruption)) {
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

  /** Ends the output; what cannot be written now replaces no earlier failure. */
  private @Nullable Failure end(Outcome outcome, @Nullable Failure failure) {
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
      // What was spent is to be written down all the same.
      return failure == null ? Bugs.failure(bug) : failure;
    }
    String ended = failure == null ? howItEnded(outcome) : null;
    if (ended != null) {
      messages.notice(ended);
    }
    String billed = failure == null ? KiloNotice.of(outcome, ownKeyRequired) : null;
    if (billed != null) {
      messages.notice(billed);
    }
    return failure;
  }

  /** What a script that gets no more than the text would not see; null when there is none. */
  private static @Nullable String howItEnded(Outcome outcome) {
    String reason = String.valueOf(outcome.reply().finishReason());
    if (reason.equals("length")) {
      return "the answer stops at the token limit (finish reason \"length\")";
    }
    return outcome.anyText()
        ? null
        : "the answer has no text (finish reason " + UserWord.quoted(reason) + ")";
  }

  /**
   * Writes the ledger's line, once, for what reached the provider. Who comes second waits for the
   * first: an interrupted process must not end in the middle of it.
   */
  private @Nullable Failure record(
      Outcome outcome,
      @Nullable Failure failure,
      Map<String, String> tags,
      AtomicReference<@Nullable Entry> recorded) {
    if (isUnsent(outcome, failure)) {
      return null;
    }
    synchronized (recorded) {
      if (recorded.get() != null) {
        return null;
      }
      Entry entry = outcome.toEntry(command, session, failure, tags);
      recorded.set(entry);
      Failure unwritten = new Recording(services).add(entry);
      if (gate != null) {
        gate.spent(entry);
      }
      if (keeper != null) {
        keeper.keep(outcome, failure, entry);
      }
      return unwritten;
    }
  }

  /** Whether the provider has seen nothing that it could bill. */
  private static boolean isUnsent(Outcome outcome, @Nullable Failure failure) {
    return failure != null && (outcome.attempts() == 0 || failure.isUnsent());
  }

  private int report(Failure failure) {
    if (failure.kind() != Kind.CLOSED_PIPE && failure.kind() != Kind.INTERRUPTED) {
      messages.failure(failure);
    }
    return failure.kind().exitCode();
  }

  private static Failure interrupted() {
    return Failure.of(Kind.INTERRUPTED, "interrupted");
  }
}
