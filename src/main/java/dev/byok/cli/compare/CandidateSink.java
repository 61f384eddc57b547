package dev.byok.cli.compare;

import dev.byok.conversation.Delta;
import dev.byok.exchange.AnswerSink;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Passes one answer on to the board.
 *
 * @param begun counted down once the budgets allow the prompt
 * @param notices receives this candidate's notices
 */
record CandidateSink(Board board, Candidate candidate, CountDownLatch begun, Notices notices)
    implements AnswerSink {
  @Override
  public Notices notices() {
    return notices;
  }

  @Override
  public void begin(Outcome outcome) {
    begun.countDown();
    board.begin(candidate.place());
  }

  @Override
  public int textsKept() {
    return board.size();
  }

  @Override
  public void delta(Delta delta) {
    if (delta instanceof Delta.Text more) {
      board.text(candidate.place(), more.text());
    }
  }

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    board.end(new Result(candidate, outcome, failure));
  }
}
