package dev.byok.exchange;

import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import org.jspecify.annotations.Nullable;

/** Where an answer goes, piece by piece, and where is told what happens on the way. */
public interface AnswerSink {
  /** Who is told what happens on the way, and what is wrong that ends nothing. */
  Notices notices();

  /** The answer is waited for, until that is closed. */
  default Notices.Waiting waiting(String what) {
    return notices().waiting(what);
  }

  /** The request is about to be sent. */
  default void begin(Outcome outcome) {}

  /**
   * How many whole texts of answers are kept at the same time, this one included; 0 where the
   * output needs none, because it is written piece by piece.
   */
  default int textsKept() {
    return 0;
  }

  /** The next piece. */
  void delta(Delta delta);

  /**
   * The end, good or bad. What came is not taken back.
   *
   * @param failure what broke it off, or null
   */
  void end(Outcome outcome, @Nullable Failure failure);

  /** What the text alone does not say of a good end: that it stops at a limit, or who paid. */
  default void remark(String line) {
    notices().notice(line);
  }
}
