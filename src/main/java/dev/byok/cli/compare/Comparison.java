package dev.byok.cli.compare;

import dev.byok.cli.line.Setup;
import dev.byok.client.Ask;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Exchange;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.Outcome;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.ledger.entry.Entry;
import dev.byok.term.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Asks each model on its own thread and waits for all of them. */
public record Comparison(
    Messages messages, Setup setup, Exchange exchange, Board board, Purpose purpose) {
  /**
   * The purpose of a comparison.
   *
   * @param command the name of the command in the ledger
   * @param session the saved session that the prompts belong to; null for none
   * @param tellsNumbers whether to report tokens, cost and time on stderr, because stdout does not
   * @param wishes what the user asks for besides answers
   */
  public record Purpose(
      String command, @Nullable String session, boolean tellsNumbers, Wishes wishes, Kept kept) {}

  /** Keeps each answer. */
  public interface Kept {
    Kept NOTHING = (candidate, outcome, entry) -> {};

    /**
     * Called when an answer is over and its entry is in the ledger, possibly by several threads at
     * once.
     */
    void keep(Candidate candidate, Outcome outcome, Entry entry);
  }

  /** Returns the largest exit code. */
  public int run(List<Candidate> candidates, Prompt prompt, Map<String, String> tags) {
    // Opened here, so that a problem with the network is reported once, not for each model.
    exchange.open();
    List<FutureTask<Integer>> running = new ArrayList<>();
    for (Candidate one : candidates) {
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<Integer> task = new FutureTask<>(() -> exitCode(one, prompt, tags, begun));
      running.add(task);
      Thread.ofPlatform().daemon().name("compare " + one.place()).start(task);
      if (!setup.config().budgets().isEmpty()) {
        // The next prompt must see what this one reserves: the models named first come first.
        await(begun);
      }
    }
    int worst = 0;
    for (FutureTask<Integer> task : running) {
      worst = Math.max(worst, result(task));
    }
    return worst;
  }

  private int exitCode(
      Candidate one, Prompt prompt, Map<String, String> tags, CountDownLatch begun) {
    try {
      Messages said = messages.under(UserWord.shown(one.reference()));
      return exitCode(one, prompt, tags, begun, said);
    } catch (Failure refused) {
      return refused(one, refused);
    } finally {
      begun.countDown();
    }
  }

  private int exitCode(
      Candidate one, Prompt prompt, Map<String, String> tags, CountDownLatch begun, Messages said) {
    Order order =
        new Order(
            one.openRoute(),
            Ask.of(prompt),
            Objects.requireNonNull(one.terms()),
            Filing.of(purpose.command(), purpose.session(), tags)
                .keptBy((outcome, failure, entry) -> purpose.kept().keep(one, outcome, entry)),
            purpose.wishes());
    Ending ending = exchange.run(order, new CandidateSink(board, one, begun, said), board.button());
    Failure failure = ending.failure();
    if (failure != null) {
      tell(one, failure);
    } else if (purpose.tellsNumbers()) {
      said.notice(Summary.of(ending.outcome()));
    }
    int unrecorded = ending.unrecorded() == null ? 0 : ending.unrecorded().kind().exitCode();
    return failure == null ? unrecorded : Math.max(failure.kind().exitCode(), unrecorded);
  }

  /** Ends a candidate that was never asked. */
  private int refused(Candidate one, Failure refusal) {
    try {
      board.end(new Result(one, null, refusal));
    } catch (Failure unwritten) {
      // The board keeps the failure, which is reported once.
      return unwritten.kind().exitCode();
    }
    tell(one, refusal);
    return refusal.kind().exitCode();
  }

  /** Reports a failure once, unless the user caused it or the output itself failed. */
  private void tell(Candidate one, Failure failure) {
    if (failure.kind() != Kind.INTERRUPTED && board.broken() == null) {
      messages.under(UserWord.shown(one.reference())).failure(failure);
    }
  }

  private static void await(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(interrupted);
    }
  }

  private static int result(FutureTask<Integer> task) {
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(interrupted);
    } catch (ExecutionException bug) {
      throw bug.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(bug.getCause());
    }
  }
}
