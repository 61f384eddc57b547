package dev.byok.cli.ask;

import dev.byok.cli.line.FailureJson;
import dev.byok.conversation.Reply;
import dev.byok.exchange.Outcome;
import dev.byok.json.JsonObject;

/** An answer as JSON for scripts. */
public final class AnswerJson {
  private AnswerJson() {}

  /** Returns the object of {@code run --json}. Call it when the answer is over. */
  public static JsonObject of(Outcome outcome) {
    Reply reply = outcome.reply();
    return start(JsonObject.builder(), outcome)
        .put("served_model", reply.servedModel())
        .put("text", reply.text())
        .put("reasoning", reply.reasoning().isEmpty() ? null : reply.reasoning())
        .put("finish_reason", reply.finishReason())
        .put("usage", FailureJson.usage(reply.usage()))
        .put("cost_usd", outcome.costUsd())
        .put("request_id", reply.requestId())
        .put("duration_ms", outcome.durationMs())
        .put("first_token_ms", outcome.firstTokenMs())
        .build();
  }

  /** Adds what is known before anything is sent. */
  static JsonObject.Builder start(JsonObject.Builder object, Outcome outcome) {
    return object
        .put("id", outcome.id())
        .put("provider", outcome.route().provider().id())
        .put("key", outcome.keyName())
        .put("model", outcome.route().model())
        .put("ref", outcome.route().reference());
  }
}
