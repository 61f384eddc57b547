package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mistral's API to fill in the middle, on Mistral's hosts and at the Kilo Gateway. */
public final class StrictFim implements Service {
  /** The text that fits between prefix and suffix. */
  public static final String MIDDLE = "return a + b  # größer\n";

  private static final long PROMPT = 12;
  private static final long SAID = 9;
  private static final String ID = "7c1f33a0";

  private final boolean gateway;

  /**
   * @param gateway whether to play the gateway: a path beside the base URL, and a limit required
   */
  public StrictFim(boolean gateway) {
    this.gateway = gateway;
  }

  public String model() {
    return gateway ? "mistralai/codestral-2508" : "codestral-latest";
  }

  @Override
  public String base() {
    return gateway ? "/api/gateway" : "/v1";
  }

  @Override
  public HeaderRules headers() {
    return gateway ? new StrictOpenAiChat(ChatVariant.KILO).headers() : HeaderRules.bearer();
  }

  @Override
  public @Nullable Violation address(Received request) {
    String path = gateway ? "/api/fim/completions" : "/v1/fim/completions";
    return request.method().equals("POST") && request.target().equals(path)
        ? null
        : Violation.outside(Kind.ADDRESS, request.method() + " " + request.target());
  }

  @Override
  public @Nullable Violation body(Received request, JsonObject body) {
    Violation wrong = shape().check(List.of(), body);
    if (wrong != null) {
      return wrong;
    }
    if (!model().equals(body.text("model"))) {
      return new Violation(Kind.UNKNOWN_MODEL, List.of("model"), "unknown", body.get("model"));
    }
    return Service.accept(request, body.is("stream"));
  }

  @Override
  public Reply answer(Received request, JsonObject body) {
    Served served =
        new Served(MIDDLE, null, "stop", model() + "-served", ID, PROMPT, null, null, SAID, null);
    return body.is("stream")
        ? Reply.stream(stream(), served)
        : Reply.whole(Json.write(whole()), served);
  }

  @Override
  public Reply refusal(Violation violation) {
    boolean noLimit = gateway && violation.at().equals(List.of("max_tokens"));
    if (noLimit) {
      return Reply.refusal(
          503,
          "{\"error\":\"Service Unavailable\",\"error_type\":\"temporarily_unavailable\","
              + "\"message\":\"The service is temporarily unavailable. Please try again later.\"}");
    }
    return ChatRefusal.of(gateway ? ChatVariant.KILO : ChatVariant.MISTRAL, violation);
  }

  private ObjectShape shape() {
    ObjectShape shape =
        ObjectShape.of()
            .required("model", Shapes.text())
            .required("prompt", Shapes.text())
            .optional("suffix", Shapes.text())
            .optional("min_tokens", Shapes.whole(0, 1000))
            .optional("stop", Shapes.textOr(Shapes.list(1, 10, Shapes.text())))
            .optional("stream", Shapes.truth());
    return gateway
        ? shape.required("max_tokens", Shapes.whole(1, 1000))
        : shape
            .optional("max_tokens", Shapes.whole(1, 32000))
            .optional("temperature", Shapes.number("0", "1.5"))
            .optional("top_p", Shapes.number("0", "1"))
            .optional("random_seed", Shapes.whole(0, Long.MAX_VALUE));
  }

  private JsonObject whole() {
    return head("fim.completion")
        .with(
            "choices",
            List.of(
                object(
                    "index",
                    0,
                    "message",
                    object("role", "assistant", "content", MIDDLE, "tool_calls", null),
                    "finish_reason",
                    "stop")))
        .with("usage", usage());
  }

  private String stream() {
    StringBuilder events = new StringBuilder();
    for (String piece : Script.pieces(MIDDLE)) {
      add(events, chunk(piece, null));
    }
    add(events, chunk("", "stop").with("usage", usage()));
    return events.append("data: [DONE]\n\n").toString();
  }

  private JsonObject chunk(String piece, @Nullable String finishReason) {
    return head("fim.completion.chunk")
        .with(
            "choices",
            List.of(
                object(
                    "index", 0, "delta", object("content", piece), "finish_reason", finishReason)));
  }

  private JsonObject head(String kind) {
    return object("id", ID, "object", kind, "created", 1795000000, "model", model() + "-served");
  }

  private static JsonObject usage() {
    return object(
        "prompt_tokens", PROMPT, "completion_tokens", SAID, "total_tokens", PROMPT + SAID);
  }

  private static void add(StringBuilder events, JsonObject chunk) {
    events.append("data: ").append(Json.write(chunk)).append("\n\n");
  }
}
