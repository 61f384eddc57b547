package dev.byok.cli.ask;

import dev.byok.cli.line.FailureJson;
import dev.byok.cli.line.Services;
import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import org.jspecify.annotations.Nullable;

/** One object at the end: the answer, or the failure with what came before it. */
final class JsonSink implements AnswerSink {
  private final Services services;

  JsonSink(Services services) {
    this.services = services;
  }

  @Override
  public void begin(Outcome outcome) {}

  @Override
  public int textsKept() {
    return 1;
  }

  @Override
  public void delta(Delta delta) {}

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    if (failure == null) {
      services.out().json(outcome.toJson());
    } else if (failure.kind() != Kind.FILE) {
      services.out().json(FailureJson.of(failure, outcome.reply().text(), outcome.reply().usage()));
    }
  }

  @Override
  public int refused(Failure failure) {
    throw failure;
  }
}
