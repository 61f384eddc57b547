package dev.byok.dialects.openai;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a chunk that reports a failure, under HTTP 200, from one that is part of an answer. */
final class OpenAiChatReport {
  private OpenAiChatReport() {}

  /** Whether a chunk says so beside whatever else it holds. */
  static boolean isIn(JsonObject chunk) {
    Object error = chunk.get("error");
    return (error != null && saysSomething(error)) || refuses(chunk);
  }

  /**
   * Whether a chunk is nothing but a report, as servers send it that leave the {@code error} around
   * it away.
   */
  static boolean isBare(JsonObject chunk) {
    if (chunk.get("choices") instanceof List<?>) {
      return false;
    }
    return "error".equals(chunk.text("object"))
        || has(chunk, "message")
        || has(chunk, "detail")
        || has(chunk, "error_type")
        || (has(chunk, "code") && has(chunk, "reason"));
  }

  /** MiniMax reports failures so, and says in each success that it is none. */
  private static boolean refuses(JsonObject chunk) {
    BigDecimal code = chunk.at("base_resp").decimal("status_code");
    return code != null && code.signum() != 0;
  }

  private static boolean has(JsonObject chunk, String field) {
    Object value = chunk.get(field);
    return value != null && saysSomething(value);
  }

  /** Some servers put an error that is none into each chunk. */
  private static boolean saysSomething(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return !object.fields().isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return !"".equals(value) && !Boolean.FALSE.equals(value);
  }
}
