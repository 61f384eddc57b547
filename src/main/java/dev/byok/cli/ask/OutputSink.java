package dev.byok.cli.ask;

import dev.byok.exchange.AnswerSink;
import dev.byok.failure.Failure;

/** A form of output: text, one JSON object, or one JSON event a line. */
interface OutputSink extends AnswerSink {
  /**
   * Called when nothing was sent. Returns the exit code if this form reports failures itself, and
   * throws the failure otherwise.
   */
  default int refused(Failure failure) {
    throw failure;
  }
}
