package dev.byok.testing.strict;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The refusals of each provider of chat completions. */
final class ChatRefusal {
  private ChatRefusal() {}

  static Reply of(ChatVariant variant, Violation violation) {
    return switch (variant) {
      case OPENAI -> openAi(violation);
      case AZURE, AZURE_DEPLOYMENTS -> azure(violation);
      case MISTRAL -> mistral(violation);
      case XAI -> xai(violation);
      case DEEPSEEK -> deepSeek(violation);
      case BEDROCK -> bedrock(violation);
      case KILO -> kilo(violation);
    };
  }

  private static Reply openAi(Violation violation) {
    String at = violation.inBrackets();
    return switch (violation.kind()) {
      case CREDENTIAL ->
          error(
              401,
              "Incorrect API key provided: sk-wro**********-key. You can find your API key at"
                  + " https://platform.openai.com/account/api-keys.",
              "invalid_request_error",
              null,
              "invalid_api_key");
      case ADDRESS ->
          error(
              404,
              "Invalid URL (" + violation.problem() + ")",
              "invalid_request_error",
              null,
              null);
      case UNKNOWN_MODEL ->
          error(
              404,
              "The model `"
                  + violation.given()
                  + "` does not exist or you do not have access to it.",
              "invalid_request_error",
              null,
              "model_not_found");
      case UNKNOWN_FIELD ->
          at.equals("max_tokens")
              ? error(
                  400,
                  "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                      + " 'max_completion_tokens' instead.",
                  "invalid_request_error",
                  at,
                  "unsupported_parameter")
              : error(
                  400,
                  "Unknown parameter: '" + at + "'.",
                  "invalid_request_error",
                  at,
                  "unknown_parameter");
      case MISSING_FIELD ->
          error(
              400,
              "Missing required parameter: '" + at + "'.",
              "invalid_request_error",
              at,
              "missing_required_parameter");
      case WRONG_TYPE ->
          error(
              400,
              "Invalid type for '" + at + "': " + violation.problem(),
              "invalid_request_error",
              at,
              "invalid_type");
      default ->
          error(
              400,
              "Invalid value: '" + at + "' " + violation.problem(),
              "invalid_request_error",
              at.isEmpty() ? null : at,
              "invalid_value");
    };
  }

  private static Reply azure(Violation violation) {
    return switch (violation.kind()) {
      case CREDENTIAL ->
          inError(
              401,
              JsonObject.builder()
                  .put("code", "401")
                  .put(
                      "message",
                      "Access denied due to invalid subscription key or wrong API endpoint."));
      case ADDRESS ->
          inError(
              404, JsonObject.builder().put("code", "404").put("message", "Resource not found"));
      case UNKNOWN_MODEL ->
          inError(
              404,
              JsonObject.builder()
                  .put("code", "DeploymentNotFound")
                  .put("message", "The API deployment for this resource does not exist."));
      default -> openAi(violation);
    };
  }

  /** AWS itself refuses a key, an address and a model; what follows them, OpenAI's server does. */
  private static Reply bedrock(Violation violation) {
    return switch (violation.kind()) {
      case CREDENTIAL ->
          Reply.refusal(
                  403,
                  "{\"Message\":\"Authentication failed: Please make sure your API Key is valid.\"}")
              .header("x-amzn-ErrorType", "AccessDeniedException:http://internal.amazon.com/");
      case ADDRESS ->
          Reply.refusal(404, "{}")
              .header("x-amzn-ErrorType", "UnknownOperationException:http://internal.amazon.com/");
      case UNKNOWN_MODEL ->
          error(
              400,
              "The provided model identifier is invalid.",
              "invalid_request_error",
              "model",
              "validation_error");
      default -> openAi(violation);
    };
  }

  private static Reply mistral(Violation violation) {
    if (violation.kind() == Kind.CREDENTIAL) {
      return Reply.refusal(401, "{\"detail\":\"Unauthorized\"}");
    }
    if (violation.kind() == Kind.ADDRESS) {
      return Reply.refusal(404, "{\"detail\":\"Not Found\"}");
    }
    if (violation.kind() == Kind.UNKNOWN_MODEL) {
      return whole(400, "Invalid model: " + violation.given(), "invalid_model", "1500");
    }
    List<Object> location = new ArrayList<>(List.of("body"));
    location.addAll(violation.at());
    String type =
        switch (violation.kind()) {
          case UNKNOWN_FIELD -> "extra_forbidden";
          case MISSING_FIELD -> "missing";
          case WRONG_TYPE -> "type_error";
          default -> "value_error";
        };
    String said =
        violation.kind() == Kind.UNKNOWN_FIELD
            ? "Extra inputs are not permitted"
            : violation.problem();
    JsonObject detail =
        JsonObject.builder()
            .put("type", type)
            .put("loc", location)
            .put("msg", said)
            .put("input", violation.given())
            .build();
    return whole(
        422,
        JsonObject.builder().put("detail", List.of(detail)).build(),
        "invalid_request_error",
        null);
  }

  private static Reply xai(Violation violation) {
    int status =
        violation.kind() == Kind.UNKNOWN_MODEL || violation.kind() == Kind.ADDRESS ? 404 : 400;
    String error =
        violation.kind() == Kind.CREDENTIAL
            ? "Incorrect API key provided: xa***ey. You can obtain an API key from https://console.x.ai."
            : violation.kind() == Kind.UNKNOWN_MODEL
                ? "The model "
                    + violation.given()
                    + " does not exist or your team does not have access to it."
                : "Failed to deserialize the JSON body into the target type: " + violation;
    return Reply.refusal(
        status,
        Json.write(
            JsonObject.builder()
                .put("code", "Client specified an invalid argument")
                .put("error", error)
                .build()));
  }

  private static Reply deepSeek(Violation violation) {
    if (violation.kind() == Kind.CREDENTIAL) {
      return error(
          401,
          "Authentication Fails, Your api key: ****-key is invalid",
          "authentication_error",
          null,
          "invalid_request_error");
    }
    if (violation.kind() == Kind.UNKNOWN_MODEL) {
      return error(400, "Model Not Exist", "invalid_request_error", null, "invalid_request_error");
    }
    return error(
        violation.kind() == Kind.ADDRESS ? 404 : 422,
        "Failed to deserialize the JSON body into the target type: " + violation,
        "invalid_request_error",
        null,
        "invalid_request_error");
  }

  private static Reply kilo(Violation violation) {
    return switch (violation.kind()) {
      case CREDENTIAL ->
          Reply.refusal(401, "{\"success\":false,\"error\":\"Invalid token (8a1f)\"}");
      case ADDRESS ->
          gateway(
              400,
              "Invalid path",
              "invalid_path",
              "This endpoint only accepts the path `/chat/completions`.");
      case UNKNOWN_MODEL ->
          gateway(
              404, "Model not found", "model_not_found", "The requested model could not be found.");
      default -> gateway(400, "Invalid request", "invalid_request", violation.toString());
    };
  }

  private static Reply gateway(int status, String error, String type, String message) {
    return Reply.refusal(
        status,
        Json.write(
            JsonObject.builder()
                .put("error", error)
                .put("error_type", type)
                .put("message", message)
                .build()));
  }

  /** Mistral's form of an error. */
  private static Reply whole(int status, Object message, String type, @Nullable String code) {
    return Reply.refusal(
        status,
        Json.write(
            JsonObject.builder()
                .put("object", "error")
                .put("message", message)
                .put("type", type)
                .put("param", null)
                .put("code", code)
                .build()));
  }

  private static Reply error(
      int status, String message, String type, @Nullable String param, @Nullable String code) {
    return inError(
        status,
        JsonObject.builder()
            .put("message", message)
            .put("type", type)
            .put("param", param)
            .put("code", code));
  }

  private static Reply inError(int status, JsonObject.Builder error) {
    return Reply.refusal(
        status, Json.write(JsonObject.builder().put("error", error.build()).build()));
  }
}
