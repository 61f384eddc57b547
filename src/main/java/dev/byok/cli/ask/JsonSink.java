package dev.byok.cli.ask;

import dev.byok.cli.line.FailureJson;
import dev.byok.conversation.Delta;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import org.jspecify.annotations.Nullable;

/** Prints one object at the end: the answer, or the failure with the text that came before it. */
record JsonSink(StandardOutput out, Messages messages) implements OutputSink {
  @Override
  public Notices notices() {
    return messages;
  }

  @Override
  public int textsKept() {
    return 1;
  }

  @Override
  public void delta(Delta delta) {}

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    if (failure == null) {
      out.json(AnswerJson.of(outcome));
    } else if (failure.kind() != Kind.FILE) {
      out.json(FailureJson.of(failure, outcome.reply().text(), outcome.reply().usage()));
    }
  }
}
