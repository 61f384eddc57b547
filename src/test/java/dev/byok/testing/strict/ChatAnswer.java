package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A correct chat completion, streamed or whole, with each provider's own additions. */
final class ChatAnswer {
  private static final String ID = "chatcmpl-9hT2mQ";
  private static final long CACHED = 8;
  private static final long SAID = 25;
  private static final long THOUGHT = 6;

  private final ChatVariant variant;
  private final JsonObject request;
  private final String text;
  private final @Nullable String reasoning;
  private final boolean thinks;
  private final long prompt;

  ChatAnswer(ChatVariant variant, JsonObject request) {
    this.variant = variant;
    this.request = request;
    List<String> files = ChatRequest.files(request);
    String format = String.valueOf(request.at("response_format").text("type"));
    text = Script.text(format.startsWith("json"), files);
    prompt = 40 + 85L * files.size();
    thinks = thinks();
    reasoning = thinks && showsReasoning() ? Script.THOUGHT : null;
  }

  Reply reply() {
    return request.is("stream") ? Reply.stream(stream(), served()) : Reply.whole(whole(), served());
  }

  private boolean thinks() {
    String effort = request.text("reasoning_effort");
    return switch (variant) {
      case DEEPSEEK -> !"disabled".equals(request.at("thinking").text("type"));
      case KILO -> request.at("reasoning").has("effort");
      default -> effort != null && !effort.equals("none");
    };
  }

  /** OpenAI and Azure do not show their reasoning. */
  private boolean showsReasoning() {
    return switch (variant) {
      case OPENAI, AZURE, AZURE_DEPLOYMENTS, BEDROCK -> false;
      default -> true;
    };
  }

  private Served served() {
    boolean counted =
        !variant.streamOptions()
            || !request.is("stream")
            || request.at("stream_options").is("include_usage");
    if (!counted) {
      throw new IllegalStateException("nobody asked for the counts of " + request);
    }
    long output = variant == ChatVariant.XAI && thinks ? SAID + THOUGHT : SAID;
    Long thought = variant == ChatVariant.MISTRAL ? null : (Long) (thinks ? THOUGHT : 0L);
    return new Served(
        text, reasoning, "stop", servedModel(), ID, prompt, CACHED, null, output, thought);
  }

  private String servedModel() {
    return variant.model() + "-2026-11-01";
  }

  private JsonObject usage() {
    JsonObject.Builder usage =
        JsonObject.builder()
            .put("prompt_tokens", prompt)
            .put("completion_tokens", SAID)
            .put("total_tokens", prompt + SAID)
            .put("prompt_tokens_details", object("cached_tokens", CACHED, "audio_tokens", 0));
    if (variant != ChatVariant.MISTRAL) {
      usage.put(
          "completion_tokens_details",
          object("reasoning_tokens", thinks ? THOUGHT : 0, "audio_tokens", 0));
    }
    if (variant == ChatVariant.DEEPSEEK) {
      usage.put("prompt_cache_hit_tokens", CACHED);
      usage.put("prompt_cache_miss_tokens", prompt - CACHED);
    }
    if (variant == ChatVariant.KILO) {
      usage.put("cost", new BigDecimal("0.0001"));
      usage.put("is_byok", true);
      usage.put("cost_details", object("upstream_inference_cost", new BigDecimal("0.00225")));
    }
    return usage.build();
  }

  private String whole() {
    JsonObject.Builder message = JsonObject.builder().put("role", "assistant");
    if (variant == ChatVariant.MISTRAL && reasoning != null) {
      message.put("content", List.of(thinking(reasoning), object("type", "text", "text", text)));
    } else {
      message.put("content", text);
      putReasoning(message, reasoning);
    }
    if (variant == ChatVariant.OPENAI) {
      message.put("refusal", null).put("annotations", List.of());
    }
    JsonObject.Builder choice =
        JsonObject.builder()
            .put("index", 0)
            .put("message", message.build())
            .put("finish_reason", "stop");
    if (isAzure()) {
      choice.put("content_filter_results", object("hate", object("filtered", false)));
    }
    JsonObject body =
        head("chat.completion")
            .put("choices", List.of(choice.build()))
            .put("usage", usage())
            .build();
    // DeepSeek and Kilo send empty lines while a request waits, to keep the connection.
    boolean queued = variant == ChatVariant.DEEPSEEK || variant == ChatVariant.KILO;
    return (queued ? "\n\n\n" : "") + Json.write(body);
  }

  private String stream() {
    List<String> events = new ArrayList<>();
    String comment =
        variant == ChatVariant.KILO
            ? ": KILO PROCESSING\n\n"
            : variant == ChatVariant.DEEPSEEK ? ": keep-alive\n\n" : "";
    events.add(comment);
    if (isAzure()) {
      events.add(
          data(
              head("")
                  .put("choices", List.of())
                  .put("prompt_filter_results", List.of(object("prompt_index", 0)))
                  .build()));
    }
    events.add(chunk(object("role", "assistant", "content", ""), null, null));
    if (reasoning != null) {
      for (String piece : Script.pieces(reasoning)) {
        events.add(chunk(thought(piece), null, null));
        events.add(comment);
      }
    }
    for (String piece : Script.pieces(text)) {
      events.add(chunk(object("content", piece), null, null));
    }
    boolean inLastChunk =
        switch (variant) {
          case MISTRAL, XAI, DEEPSEEK -> true;
          default -> false;
        };
    JsonObject last = variant == ChatVariant.DEEPSEEK ? object("content", "") : object();
    events.add(chunk(last, "stop", inLastChunk ? usage() : null));
    if (!inLastChunk || variant == ChatVariant.XAI) {
      events.add(
          data(
              head("chat.completion.chunk")
                  .put("choices", List.of())
                  .put("usage", usage())
                  .build()));
    }
    events.add("data: [DONE]\n\n");
    return String.join("", events);
  }

  private String chunk(JsonObject delta, @Nullable String finish, @Nullable JsonObject usage) {
    JsonObject.Builder choice =
        JsonObject.builder()
            .put("index", 0)
            .put("delta", delta)
            .put("logprobs", null)
            .put("finish_reason", finish);
    if (isAzure()) {
      choice.put("content_filter_results", object());
    }
    JsonObject.Builder chunk =
        head("chat.completion.chunk").put("choices", List.of(choice.build()));
    if (usage != null) {
      chunk.put("usage", usage);
    } else if (variant.streamOptions()) {
      chunk.put("usage", null);
    }
    if (variant == ChatVariant.OPENAI) {
      chunk.put("obfuscation", "Qx7");
    }
    return data(chunk.build());
  }

  private JsonObject thought(String piece) {
    if (variant == ChatVariant.MISTRAL) {
      return object("content", List.of(thinking(piece)));
    }
    JsonObject.Builder delta = JsonObject.builder().put("content", null);
    putReasoning(delta, piece);
    return delta.build();
  }

  private void putReasoning(JsonObject.Builder message, @Nullable String thought) {
    if (thought == null) {
      return;
    }
    if (variant == ChatVariant.KILO) {
      message.put("reasoning", thought);
      message.put(
          "reasoning_details",
          List.of(object("type", "reasoning.text", "text", thought, "index", 0)));
    } else {
      message.put("reasoning_content", thought);
    }
  }

  private static JsonObject thinking(String thought) {
    return object("type", "thinking", "thinking", List.of(object("type", "text", "text", thought)));
  }

  private JsonObject.Builder head(String kind) {
    return JsonObject.builder()
        .put("id", kind.isEmpty() ? "" : ID)
        .put("object", kind)
        .put("created", kind.isEmpty() ? 0 : 1795000000)
        .put("model", kind.isEmpty() ? "" : servedModel());
  }

  private boolean isAzure() {
    return variant == ChatVariant.AZURE || variant == ChatVariant.AZURE_DEPLOYMENTS;
  }

  private static String data(JsonObject event) {
    return "data: " + Json.write(event) + "\n\n";
  }
}
