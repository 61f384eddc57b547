package dev.byok.cli.ask;

import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Where an answer goes: as text, as one object, or as a line of JSON an event. */
public interface AnswerSink {
  /** The request is about to be sent. */
  void begin(Outcome outcome);

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
   * The end, good or bad. What came stays on stdout.
   *
   * @param failure what broke it off, or null
   */
  void end(Outcome outcome, @Nullable Failure failure);

  /**
   * Nothing was sent; returns the exit code when this form of output tells of it, else throws it
   * on.
   */
  int refused(Failure failure);
}
