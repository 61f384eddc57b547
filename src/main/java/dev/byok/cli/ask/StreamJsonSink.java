package dev.byok.cli.ask;

import dev.byok.cli.line.FailureJson;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.json.JsonObject;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import org.jspecify.annotations.Nullable;

/**
 * Prints one event a line: {@code start}, {@code reasoning}, {@code text}, {@code usage}, and last
 * {@code end} or {@code error}.
 */
record StreamJsonSink(StandardOutput out, Messages messages) implements OutputSink {
  @Override
  public Notices notices() {
    return messages;
  }

  @Override
  public void begin(Outcome outcome) {
    print(AnswerJson.start(event("start"), outcome));
  }

  @Override
  public void delta(Delta delta) {
    if (delta instanceof Delta.Text more) {
      print(event("text").put("text", more.text()));
    } else if (delta instanceof Delta.Reasoning more) {
      print(event("reasoning").put("text", more.text()));
    } else if (delta instanceof Delta.Counted counted) {
      print(
          event("usage")
              .put("usage", FailureJson.usage(counted.usage()))
              .put("cost_usd", counted.costUsd()));
    }
  }

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    if (failure == null) {
      JsonObject.Builder end = event("end");
      AnswerJson.of(outcome)
          .without("text")
          .without("reasoning")
          .fields()
          .forEach((name, value) -> end.put(name, value));
      print(end);
    } else if (failure.kind() != Kind.FILE) {
      error(failure, outcome.reply().usage());
    }
  }

  @Override
  public int refused(Failure failure) {
    messages.failure(failure);
    error(failure, Usage.unknown());
    return failure.kind().exitCode();
  }

  private void error(Failure failure, Usage usage) {
    JsonObject.Builder event =
        event("error")
            .put("error", FailureJson.error(failure))
            .put("usage", FailureJson.usage(usage));
    print(event.putIfPresent("request_id", failure.requestId()));
  }

  private void print(JsonObject.Builder event) {
    out.json(event.build());
  }

  private static JsonObject.Builder event(String type) {
    return JsonObject.builder().put("type", type);
  }
}
