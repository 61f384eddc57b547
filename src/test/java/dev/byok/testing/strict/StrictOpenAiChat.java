package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat completions, as OpenAI and the providers with a compatible API serve them. */
public final class StrictOpenAiChat implements Service {
  private final ChatVariant variant;

  public StrictOpenAiChat(ChatVariant variant) {
    this.variant = variant;
  }

  @Override
  public String base() {
    return variant.base();
  }

  @Override
  public HeaderRules headers() {
    return switch (variant) {
      case AZURE, AZURE_DEPLOYMENTS -> HeaderRules.plain("api-key");
      case KILO ->
          new HeaderRules(
              "authorization",
              "Bearer ",
              Map.of(),
              Map.of(
                  "x-kilocode-organizationid", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                  "x-kilocode-taskid", ".{1,500}",
                  "x-kilocode-version", ".{1,500}",
                  "x-kilocode-mode", "[a-z]+"));
      case XAI ->
          new HeaderRules(
              "authorization", "Bearer ", Map.of(), Map.of("x-grok-conv-id", "[!-~]{1,128}"));
      default -> HeaderRules.bearer();
    };
  }

  @Override
  public @Nullable Violation address(Received request) {
    boolean right =
        request.method().equals("POST")
            && request.path().equals(variant.path())
            && request.query().equals(variant.query());
    if (right) {
      return null;
    }
    String deployments = "/openai/deployments/";
    if (variant == ChatVariant.AZURE_DEPLOYMENTS && request.path().startsWith(deployments)) {
      String named = request.path().substring(deployments.length()).split("/", 2)[0];
      if (!named.equals(variant.model())) {
        return new Violation(Kind.UNKNOWN_MODEL, java.util.List.of("model"), "unknown", named);
      }
    }
    return Violation.outside(Kind.ADDRESS, request.method() + " " + request.target());
  }

  @Override
  public @Nullable Violation body(Received request, JsonObject body) {
    Violation wrong = ChatRequest.shape(variant).check(java.util.List.of(), body);
    if (wrong != null) {
      return wrong;
    }
    if (body.has("model") && !variant.model().equals(body.text("model"))) {
      return new Violation(
          Kind.UNKNOWN_MODEL, java.util.List.of("model"), "unknown", body.get("model"));
    }
    return Service.accept(request, body.is("stream"));
  }

  @Override
  public Reply answer(Received request, JsonObject body) {
    return new ChatAnswer(variant, body).reply();
  }

  @Override
  public Reply refusal(Violation violation) {
    return ChatRefusal.of(variant, violation);
  }
}
