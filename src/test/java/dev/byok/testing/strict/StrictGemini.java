package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent, where the path names the model and whether the answer is streamed. */
public final class StrictGemini implements Service {
  public static final String MODEL = "gemini-3.5-flash";

  private static final String MODELS = "/v1beta/models/";
  private static final String WHOLE = ":generateContent";
  private static final String STREAMED = ":streamGenerateContent";

  @Override
  public String base() {
    return "/v1beta";
  }

  @Override
  public HeaderRules headers() {
    return HeaderRules.plain("x-goog-api-key");
  }

  @Override
  public @Nullable Violation address(Received request) {
    String path = request.path();
    boolean right =
        request.method().equals("POST")
            && path.startsWith(MODELS)
            && (isStream(request)
                ? request.query().equals("alt=sse")
                : path.endsWith(WHOLE) && request.query().isEmpty());
    if (!right) {
      return Violation.outside(Kind.ADDRESS, request.method() + " " + request.target());
    }
    String model = path.substring(MODELS.length(), path.lastIndexOf(':'));
    return model.equals(MODEL)
        ? null
        : new Violation(Kind.UNKNOWN_MODEL, List.of(), "unknown", model);
  }

  @Override
  public @Nullable Violation body(Received request, JsonObject body) {
    Violation wrong = GeminiRequest.SHAPE.check(List.of(), body);
    return wrong == null ? Service.accept(request, isStream(request)) : wrong;
  }

  @Override
  public Reply answer(Received request, JsonObject body) {
    return new GeminiAnswer(body).reply(isStream(request));
  }

  @Override
  public Reply refusal(Violation violation) {
    return switch (violation.kind()) {
      case CREDENTIAL ->
          error(
              400,
              "API key not valid. Please pass a valid API key.",
              "INVALID_ARGUMENT",
              object(
                  "@type",
                  "type.googleapis.com/google.rpc.ErrorInfo",
                  "reason",
                  "API_KEY_INVALID",
                  "domain",
                  "googleapis.com"));
      case ADDRESS -> error(404, "Requested entity was not found.", "NOT_FOUND", null);
      case UNKNOWN_MODEL ->
          error(
              404,
              "models/"
                  + violation.given()
                  + " is not found for API version v1beta, or is not supported for"
                  + " generateContent.",
              "NOT_FOUND",
              null);
      case UNKNOWN_FIELD ->
          invalid(
              "Invalid JSON payload received. Unknown name \""
                  + violation.at().getLast()
                  + "\" at '"
                  + violation.inBrackets()
                  + "': Cannot find field.");
      case HEADER -> invalid(violation.problem());
      default ->
          invalid("Invalid value at '" + violation.inBrackets() + "': " + violation.problem());
    };
  }

  private static boolean isStream(Received request) {
    return request.path().endsWith(STREAMED);
  }

  private static Reply invalid(String message) {
    return error(400, message, "INVALID_ARGUMENT", null);
  }

  private static Reply error(int code, String message, String status, @Nullable JsonObject detail) {
    JsonObject error = object("code", code, "message", message, "status", status);
    if (detail != null) {
      error = error.with("details", List.of(detail));
    }
    return Reply.refusal(code, Json.write(object("error", error)));
  }
}
