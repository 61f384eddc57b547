package dev.byok.dialects.openai;

import dev.byok.dialects.Reports;
import dev.byok.json.JsonObject;
import java.util.List;

/** Tells a chunk that reports a failure, under HTTP 200, from one that is part of an answer. */
final class OpenAiChatReport {
  private OpenAiChatReport() {}

  /** Whether a chunk says so beside whatever else it holds. */
  static boolean isIn(JsonObject chunk) {
    return Reports.saysSomething(chunk.get("error")) || Reports.refuses(chunk);
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

  private static boolean has(JsonObject chunk, String field) {
    return Reports.saysSomething(chunk.get(field));
  }
}
