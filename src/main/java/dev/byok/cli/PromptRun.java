package dev.byok.cli;

import dev.byok.client.Answer;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.Repair;
import dev.byok.routing.Route;
import dev.byok.term.Counts;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends one prompt, hands its answer on as it comes, and writes down what it cost, however it
 * ended.
 */
final class PromptRun {
  private final Services services;
  private final String command;
  private final AnswerSink sink;
  private final boolean ownKeyRequired;

  /**
   * @param ownKeyRequired whether the gateway was to spend no credits
   */
  PromptRun(Services services, String command, AnswerSink sink, boolean ownKeyRequired) {
    this.services = services;
    this.command = command;
    this.sink = sink;
    this.ownKeyRequired = ownKeyRequired;
  }

  /** Returns the exit code. */
  int run(Route route, Prompt prompt, Terms terms, Map<String, String> tags) {
    Outcome outcome = new Outcome(route, services.clock());
    Failure failure = null;
    Failure unrecorded = null;
    AtomicBoolean recorded = new AtomicBoolean();
    try (Interruption interruption =
        Interruption.watch(
            outcome,
            services.messages(),
            () -> {
              outcome.finished();
              record(outcome, interrupted(), tags, recorded);
            })) {
      try {
        exchange(outcome, prompt, terms, interruption);
      } catch (Failure broken) {
        failure = interruption.stopped() ? interrupted() : broken;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
        // A bug after the request went out has cost what it has cost.
        failure = Bugs.failure(bug);
      }
      outcome.finished();
      failure = end(outcome, failure == null ? unfit(outcome, prompt) : failure);
      unrecorded = record(outcome, failure, tags, recorded);
    }
    if (failure != null) {
      return report(failure);
    }
    return unrecorded == null ? 0 : unrecorded.kind().exitCode();
  }

  /** A complete answer that is not what it was to be. */
  private static @Nullable Failure unfit(Outcome outcome, Prompt prompt) {
    JsonObject schema = prompt.options().schema();
    Failure mismatch =
        schema == null ? null : AnswerSchema.mismatch(schema, outcome.reply().text());
    return mismatch == null ? null : mismatch.provider(outcome.route().provider().id());
  }

  private void exchange(Outcome outcome, Prompt prompt, Terms terms, Interruption interruption) {
    Route route = outcome.route();
    services
        .messages()
        .verbose(
            (route.credential().isNone() ? "" : "key \"" + route.key() + "\" from ")
                + route.credential().source()
                + ", host "
                + route.endpoint().host());
    sink.begin(outcome);
    try (var waiting = services.messages().waiting("waiting for " + route.provider().name());
        Answer answer = services.client().ask(route, prompt, terms, interruption)) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        outcome.reply().add(delta);
        if (delta instanceof Delta.Text || delta instanceof Delta.Reasoning) {
          outcome.firstToken();
          waiting.over();
        }
        sink.delta(delta);
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
    }
    if (failure == null && "length".equals(outcome.reply().finishReason())) {
      services.messages().notice("the answer stops at the token limit (finish reason \"length\")");
    }
    String billed = failure == null ? GatewayNotice.of(outcome, ownKeyRequired) : null;
    if (billed != null) {
      services.messages().notice(billed);
    }
    return failure;
  }

  /**
   * Writes the ledger's line for what reached the provider; a ledger that fails never takes the
   * answer with it.
   */
  private @Nullable Failure record(
      Outcome outcome,
      @Nullable Failure failure,
      Map<String, String> tags,
      AtomicBoolean recorded) {
    if (!recorded.compareAndSet(false, true)) {
      return null;
    }
    if (failure != null && (outcome.attempts() == 0 || failure.isUnsent())) {
      return null;
    }
    try {
      Repair repair = services.ledger().append(outcome.toEntry(command, failure, tags));
      if (repair != null) {
        services.messages().notice(repaired(repair));
      }
      return null;
    } catch (Failure unwritten) {
      services.messages().failure(unwritten);
      // A full disk is told and passes; a ledger that is none stays so, and a script has to notice.
      return Ledger.isNotALedger(unwritten) ? unwritten : null;
    }
  }

  private static String repaired(Repair repair) {
    Long kept = repair.kept();
    return "the ledger was damaged and is repaired: "
        + (kept == null ? "every whole entry" : Counts.of(kept, "entry", "entries"))
        + " kept, "
        + (repair.side() == null
            ? "nothing else was in it"
            : Counts.of(repair.damagedBytes(), "byte", "bytes")
                + " that are no entry moved to \""
                + repair.side()
                + "\"");
  }

  private int report(Failure failure) {
    if (failure.kind() != Kind.CLOSED_PIPE && failure.kind() != Kind.INTERRUPTED) {
      services.messages().failure(failure);
    }
    return failure.kind().exitCode();
  }

  private static Failure interrupted() {
    return Failure.of(Kind.INTERRUPTED, "interrupted");
  }
}
