package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages API, on its own host and on MiniMax's. */
public final class StrictAnthropic implements Service {
  private final String base;
  private final String model;

  private StrictAnthropic(String base, String model) {
    this.base = base;
    this.model = model;
  }

  static StrictAnthropic anthropic() {
    return new StrictAnthropic("/v1", "claude-sonnet-5");
  }

  static StrictAnthropic miniMax() {
    return new StrictAnthropic("/anthropic/v1", "MiniMax-M3");
  }

  String model() {
    return model;
  }

  @Override
  public String base() {
    return base;
  }

  @Override
  public HeaderRules headers() {
    return new HeaderRules("x-api-key", "", Map.of("anthropic-version", "2023-06-01"), Map.of());
  }

  @Override
  public @Nullable Violation address(Received request) {
    boolean right = request.method().equals("POST") && request.target().equals(base + "/messages");
    return right
        ? null
        : Violation.outside(Kind.ADDRESS, request.method() + " " + request.target());
  }

  @Override
  public @Nullable Violation body(Received request, JsonObject body) {
    Violation wrong = AnthropicRequest.SHAPE.check(List.of(), body);
    if (wrong != null) {
      return wrong;
    }
    if (!model.equals(body.text("model"))) {
      return new Violation(Kind.UNKNOWN_MODEL, List.of("model"), "unknown", body.get("model"));
    }
    return Service.accept(request, body.is("stream"));
  }

  @Override
  public Reply answer(Received request, JsonObject body) {
    return new AnthropicAnswer(body).reply().header("request-id", AnthropicAnswer.REQUEST);
  }

  @Override
  public Reply refusal(Violation violation) {
    return switch (violation.kind()) {
      case CREDENTIAL -> error(401, "authentication_error", "invalid x-api-key");
      case ADDRESS -> error(404, "not_found_error", "Not Found");
      case UNKNOWN_MODEL -> error(404, "not_found_error", "model: " + violation.given());
      case UNKNOWN_FIELD ->
          error(
              400, "invalid_request_error", violation.where() + ": Extra inputs are not permitted");
      case MISSING_FIELD ->
          error(400, "invalid_request_error", violation.where() + ": Field required");
      case HEADER -> error(400, "invalid_request_error", violation.problem());
      default ->
          error(400, "invalid_request_error", violation.where() + ": " + violation.problem());
    };
  }

  private static Reply error(int status, String type, String message) {
    return Reply.refusal(
            status,
            Json.write(
                object(
                    "type",
                    "error",
                    "error",
                    object("type", type, "message", message),
                    "request_id",
                    AnthropicAnswer.REQUEST)))
        .header("request-id", AnthropicAnswer.REQUEST);
  }
}
