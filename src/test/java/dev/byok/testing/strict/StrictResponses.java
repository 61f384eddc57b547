package dev.byok.testing.strict;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's Responses, as OpenAI and others serve them. Nothing may be stored. */
public final class StrictResponses implements Service {
  private final ResponsesVariant variant;
  private final StrictOpenAiChat chat;

  public StrictResponses(ResponsesVariant variant) {
    this.variant = variant;
    this.chat = new StrictOpenAiChat(variant.chat());
  }

  @Override
  public String base() {
    return chat.base();
  }

  @Override
  public HeaderRules headers() {
    return chat.headers();
  }

  @Override
  public @Nullable Violation address(Received request) {
    boolean right =
        request.method().equals("POST")
            && request.path().equals(base() + "/responses")
            && request.query().isEmpty();
    return right
        ? null
        : Violation.outside(Kind.ADDRESS, request.method() + " " + request.target());
  }

  @Override
  public @Nullable Violation body(Received request, JsonObject body) {
    Violation wrong = ResponsesRequest.shape(variant).check(List.of(), body);
    if (wrong != null) {
      return wrong;
    }
    return variant.model().equals(body.text("model"))
        ? Service.accept(request, body.is("stream"))
        : new Violation(Kind.UNKNOWN_MODEL, List.of("model"), "unknown", body.get("model"));
  }

  @Override
  public Reply answer(Received request, JsonObject body) {
    return new ResponsesAnswer(variant, body).reply();
  }

  @Override
  public Reply refusal(Violation violation) {
    String at = violation.inBrackets();
    if (variant != ResponsesVariant.XAI && variant != ResponsesVariant.KILO) {
      if (at.equals("temperature") || at.equals("stop") || at.equals("seed")) {
        return unsupported(
            "Unsupported parameter: '" + at + "' is not supported with this model.", at);
      }
      if (at.equals("reasoning.effort")) {
        return unsupported(
            "Unsupported value: '"
                + violation.given()
                + "' is not supported with the '"
                + variant.model()
                + "' model. Supported values are: "
                + variant.efforts(),
            at);
      }
    }
    return chat.refusal(violation);
  }

  private static Reply unsupported(String message, String field) {
    JsonObject error =
        Fields.object(
            "message",
            message,
            "type",
            "invalid_request_error",
            "param",
            field,
            "code",
            "unsupported_parameter");
    return Reply.refusal(400, Json.write(Fields.object("error", error)));
  }
}
