package dev.byok.cli.ask;

import dev.byok.exchange.AnswerSink;
import dev.byok.failure.Failure;

/** A form of output: as text, as one object, or as a line of JSON an event. */
interface OutputSink extends AnswerSink {
  /**
   * Nothing was sent; returns the exit code when this form of output tells of it, else throws it
   * on.
   */
  default int refused(Failure failure) {
    throw failure;
  }
}
