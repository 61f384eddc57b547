package dev.byok.cli.ask;

import dev.byok.cli.line.FailureJson;
import dev.byok.cli.line.Services;
import dev.byok.conversation.Delta;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import org.jspecify.annotations.Nullable;

/** One object at the end: the answer, or the failure with what came before it. */
final class JsonSink implements OutputSink {
  private final Services services;

  JsonSink(Services services) {
    this.services = services;
  }

  @Override
  public Notices notices() {
    return services.messages();
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
      services.out().json(AnswerJson.of(outcome));
    } else if (failure.kind() != Kind.FILE) {
      services.out().json(FailureJson.of(failure, outcome.reply().text(), outcome.reply().usage()));
    }
  }
}
