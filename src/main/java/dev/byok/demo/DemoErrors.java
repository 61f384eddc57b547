package dev.byok.demo;

import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.io.IOException;

/** Fails on request: a model such as {@code error-401} answers as OpenAI does with that status. */
final class DemoErrors {
  private DemoErrors() {}

  /** Answers {@code error-<status>}. Anything that is not an error status is an unknown model. */
  static void send(DemoExchange exchange, String model) throws IOException {
    String digits = model.substring("error-".length());
    boolean status = digits.length() == 3 && (digits.charAt(0) == '4' || digits.charAt(0) == '5');
    for (int i = 0; i < digits.length(); i++) {
      status &= Character.isDigit(digits.charAt(i));
    }
    if (!status) {
      sendUnknownModel(exchange, model);
      return;
    }
    send(
        exchange,
        Integer.parseInt(digits),
        "The demo provider was asked to fail with " + digits + ".");
  }

  static void send(DemoExchange exchange, int status, String message) throws IOException {
    String code =
        switch (status) {
          case 400 -> "invalid_request";
          case 401 -> "invalid_api_key";
          case 402 -> "insufficient_quota";
          case 403 -> "permission_denied";
          case 404 -> "model_not_found";
          case 429 -> "rate_limit_exceeded";
          default -> "demo_error";
        };
    send(exchange, status, message, code);
  }

  static void sendUnknownModel(DemoExchange exchange, String model) throws IOException {
    send(
        exchange,
        404,
        "The demo provider has the models echo, slow, cut and error-STATUS, not "
            + UserWord.quoted(model)
            + ".",
        "model_not_found");
  }

  private static void send(DemoExchange exchange, int status, String message, String code)
      throws IOException {
    JsonObject error =
        JsonObject.builder().put("message", message).put("type", "demo").put("code", code).build();
    JsonObject report = JsonObject.builder().put("error", error).build();
    if (status == 429) {
      exchange.json(status, report, "Retry-After: 1");
    } else {
      exchange.json(status, report);
    }
  }
}
