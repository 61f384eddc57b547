package dev.byok.serve;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.serve.listen.Incoming;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form of an error on a wire, so that a program shows byok's refusals as its provider's. */
enum Shape {
  OPENAI,
  ANTHROPIC,
  GEMINI;

  /** Returns the form that a program expects whose request leads nowhere. */
  static Shape guessed(Incoming request) {
    String target = request.target();
    if (request.first("anthropic-version") != null || target.contains("/messages")) {
      return ANTHROPIC;
    }
    boolean gemini = request.first("x-goog-api-key") != null || target.contains("/v1beta/");
    return gemini ? GEMINI : OPENAI;
  }

  /**
   * Returns the body of an error.
   *
   * @param code a word for programs, such as {@code budget_exceeded}
   * @param message one line that says what to do
   */
  String error(int status, @Nullable String code, String message) {
    JsonObject.Builder error = JsonObject.builder();
    switch (this) {
      case OPENAI ->
          error
              .put("message", message)
              .put("type", openAiType(status))
              .put("param", null)
              .put("code", code);
      case ANTHROPIC ->
          error.put("type", anthropicType(status)).put("message", message).put("code", code);
      case GEMINI ->
          error
              .put("code", status)
              .put("message", message)
              .put("status", geminiStatus(status))
              .put("reason", code == null ? null : code.toUpperCase(Locale.ROOT));
    }
    JsonObject.Builder body = JsonObject.builder();
    if (this == ANTHROPIC) {
      body.put("type", "error");
    }
    return Json.write(body.put("error", error.build()).build());
  }

  private static String openAiType(int status) {
    return status >= 500 ? "server_error" : "invalid_request_error";
  }

  private static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }

  private static String geminiStatus(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      default -> status >= 500 ? "UNAVAILABLE" : "INVALID_ARGUMENT";
    };
  }
}
