package dev.byok.exchange;

import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import org.jspecify.annotations.Nullable;

/** Takes an answer piece by piece, and the notices on the way. */
public interface AnswerSink {
  /** Receives what happens on the way, and failures that do not end the prompt. */
  Notices notices();

  /** Shows the wait for the answer, until the result is closed. */
  default Notices.Waiting waiting(String what) {
    return notices().waiting(what);
  }

  /** Called before the request is sent. */
  default void begin(Outcome outcome) {}

  /**
   * How many complete texts of answers are kept at the same time, including this one. It is 0 if
   * the output is written piece by piece and needs none.
   */
  default int textsKept() {
    return 0;
  }

  void delta(Delta delta);

  /**
   * Ends the answer, complete or not. What came is not taken back.
   *
   * @param failure what broke it off, or null
   */
  void end(Outcome outcome, @Nullable Failure failure);

  /**
   * Takes what the text alone does not show of a good end: that it stops at a limit, or who paid.
   */
  default void remark(String line) {
    notices().notice(line);
  }
}
