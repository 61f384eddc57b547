package dev.byok.serve;

import dev.byok.conversation.Delta;
import dev.byok.exchange.AnswerSink;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import org.jspecify.annotations.Nullable;

/** Keeps nothing of an answer, whose bytes go past it to the program. */
record PassingSink(Notices notices) implements AnswerSink {
  @Override
  public Notices.Waiting waiting(String what) {
    return Notices.Waiting.NOT_SHOWN;
  }

  @Override
  public void delta(Delta delta) {}

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {}

  /** The program sees itself how the answer ended. */
  @Override
  public void remark(String line) {
    notices.verbose(line);
  }
}
