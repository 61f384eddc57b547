package dev.byok.dialects.openai;

import dev.byok.dialects.Reports;
import dev.byok.json.JsonObject;
import java.util.List;

/** Tells chunks that report a failure, under HTTP 200, from chunks of an answer. */
final class OpenAiChatReport {
  private OpenAiChatReport() {}

  /** Returns whether a chunk reports a failure, whatever else it holds. */
  static boolean isIn(JsonObject chunk) {
    return Reports.saysSomething(chunk.get("error")) || Reports.refuses(chunk);
  }

  /** Returns whether a chunk is only a report. Some servers omit the {@code error} around it. */
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
