package dev.byok.cli.line;

import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import java.time.Duration;

/** The JSON for scripts: a failure, and usage. */
public final class FailureJson {
  private FailureJson() {}

  /**
   * Returns {@code {"error":{…},"text","usage"}} with the failure and the text before it, and
   * {@code "request_id"} if the provider gave one.
   */
  public static JsonObject of(Failure failure, String text, Usage usage) {
    JsonObject failed =
        JsonObject.builder()
            .put("error", error(failure))
            .put("text", text)
            .put("usage", usage(usage))
            .build();
    String id = failure.requestId();
    return id == null ? failed : failed.with("request_id", id);
  }

  public static JsonObject error(Failure failure) {
    Duration wait = failure.retryAfter();
    StringBuilder message = new StringBuilder(failure.text());
    for (String detail : failure.details()) {
      message.append(": ").append(detail);
    }
    return JsonObject.builder()
        .put("code", failure.kind().label())
        .put("message", message.toString())
        .put("provider", failure.provider())
        .put("status", failure.status())
        .put("hint", failure.hint())
        .put("retry_after_s", wait == null ? null : seconds(wait))
        .build();
  }

  public static JsonObject usage(Usage usage) {
    return JsonObject.builder()
        .put("input", usage.input())
        .put("cache_read", usage.cacheRead())
        .put("cache_write", usage.cacheWrite())
        .put("output", usage.output())
        .put("reasoning", usage.reasoning())
        .build();
  }

  /** Rounds up, so that waiting this long is always long enough. */
  private static long seconds(Duration wait) {
    return wait.plusMillis(999).toSeconds();
  }
}
