package dev.byok.cli.compare;

import dev.byok.cli.ask.AnswerSink;
import dev.byok.cli.ask.Outcome;
import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One answer's way to the board. */
final class CandidateSink implements AnswerSink {
  private final Board board;
  private final Candidate candidate;
  private final CountDownLatch begun;

  /**
   * @param begun counted down when the budgets have let it pass
   */
  CandidateSink(Board board, Candidate candidate, CountDownLatch begun) {
    this.board = board;
    this.candidate = candidate;
    this.begun = begun;
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

  @Override
  public int refused(Failure failure) {
    throw failure;
  }
}
