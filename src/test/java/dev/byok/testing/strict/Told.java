package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;

/** What {@code --json} reports about an answer, without what differs from run to run. */
final class Told {
  private Told() {}

  /** Compares what was printed with what the server meant, and returns it. */
  static JsonObject check(String out, Served served) throws JsonSyntaxException {
    assertEquals(1, out.lines().count(), out);
    JsonObject answer = Json.parseObject(out);
    assertEquals(expected(served), of(answer));
    return answer;
  }

  /** Returns the fields that must be the same in streamed and whole answers. */
  static JsonObject of(JsonObject answer) {
    return JsonObject.builder()
        .put("text", answer.get("text"))
        .put("reasoning", answer.get("reasoning"))
        .put("finish_reason", answer.get("finish_reason"))
        .put("served_model", answer.get("served_model"))
        .put("request_id", answer.get("request_id"))
        .put("usage", answer.get("usage"))
        .build();
  }

  private static JsonObject expected(Served served) {
    return JsonObject.builder()
        .put("text", served.text())
        .put("reasoning", served.reasoning())
        .put("finish_reason", served.finishReason())
        .put("served_model", served.model())
        .put("request_id", served.id())
        .put(
            "usage",
            JsonObject.builder()
                .put("input", served.input())
                .put("cache_read", served.cacheRead())
                .put("cache_write", served.cacheWrite())
                .put("output", served.output())
                .put("reasoning", served.reasoningTokens())
                .build())
        .build();
  }
}
