package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A correct answer of Responses, streamed or whole. */
final class ResponsesAnswer {
  private static final String ID = "resp_0a1b2c3d4e5f";
  private static final long CACHED = 8;
  private static final long WRITTEN = 3;
  private static final long SAID = 25;
  private static final long THOUGHT = 6;

  private final ResponsesVariant variant;
  private final JsonObject request;
  private final String text;
  private final @Nullable String reasoning;
  private final boolean thinks;
  private final long prompt;
  private final List<String> events = new ArrayList<>();

  ResponsesAnswer(ResponsesVariant variant, JsonObject request) {
    this.variant = variant;
    this.request = request;
    List<String> files = ResponsesRequest.files(request);
    text = Script.text(request.at("text").has("format"), files);
    prompt = 40 + 85L * files.size();
    String effort = request.at("reasoning").text("effort");
    thinks = effort != null && !effort.equals("none");
    reasoning = thinks && request.at("reasoning").has("summary") ? Script.THOUGHT : null;
  }

  Reply reply() {
    return request.is("stream")
        ? Reply.stream(stream(), served())
        : Reply.whole(Json.write(response("completed", output())), served());
  }

  private Served served() {
    return new Served(
        text,
        reasoning,
        "stop",
        servedModel(),
        ID,
        prompt,
        CACHED,
        variant == ResponsesVariant.BEDROCK ? (Long) WRITTEN : null,
        SAID,
        thinks ? THOUGHT : 0L);
  }

  private String servedModel() {
    return variant.model() + "-2026-11-01";
  }

  private JsonObject usage() {
    JsonObject usage =
        object(
            "input_tokens",
            prompt,
            "input_tokens_details",
            object("cached_tokens", CACHED),
            "output_tokens",
            SAID,
            "output_tokens_details",
            object("reasoning_tokens", thinks ? THOUGHT : 0L),
            "total_tokens",
            prompt + SAID);
    return switch (variant) {
      case XAI -> usage.with("num_sources_used", 0L).with("cost_in_usd_ticks", 1466250L);
      case KILO -> usage.with("cost", new BigDecimal("0.0001")).with("is_byok", true);
      case BEDROCK ->
          // Bedrock tells what was written to the cache, too.
          usage.with(
              "input_tokens_details",
              object("cached_tokens", CACHED, "cache_write_tokens", WRITTEN));
      case OPENAI, AZURE -> usage;
    };
  }

  private List<JsonObject> output() {
    List<JsonObject> summary =
        reasoning == null ? List.of() : List.of(object("type", "summary_text", "text", reasoning));
    List<JsonObject> output = new ArrayList<>();
    if (thinks) {
      output.add(object("id", "rs_1", "type", "reasoning", "summary", summary));
    }
    output.add(
        object(
            "id",
            "msg_1",
            "type",
            "message",
            "status",
            "completed",
            "role",
            "assistant",
            "content",
            List.of(
                object(
                    "type",
                    "output_text",
                    "annotations",
                    List.of(),
                    "logprobs",
                    List.of(),
                    "text",
                    text))));
    return output;
  }

  private JsonObject response(String status, List<JsonObject> output) {
    return object(
        "id",
        ID,
        "object",
        "response",
        "created_at",
        1795000000L,
        "status",
        status,
        "error",
        null,
        "incomplete_details",
        null,
        "model",
        servedModel(),
        "output",
        output,
        "store",
        false,
        "usage",
        status.equals("completed") ? usage() : null);
  }

  private String stream() {
    if (variant == ResponsesVariant.KILO) {
      events.add(": KILO PROCESSING\n\n");
    }
    event("response.created", object("response", response("in_progress", List.of())));
    event("response.in_progress", object("response", response("in_progress", List.of())));
    int index = 0;
    if (thinks) {
      event(
          "response.output_item.added",
          object("output_index", 0L, "item", object("id", "rs_1", "type", "reasoning")));
      if (reasoning != null) {
        for (String piece : Script.pieces(reasoning)) {
          event("response.reasoning_summary_text.delta", summary("delta", piece));
        }
        event("response.reasoning_summary_text.done", summary("text", reasoning));
      }
      index = 1;
    }
    event(
        "response.output_item.added",
        object("output_index", (long) index, "item", object("id", "msg_1", "type", "message")));
    for (String piece : Script.pieces(text)) {
      event("response.output_text.delta", part(index, "delta", piece));
    }
    event("response.output_text.done", part(index, "text", text));
    event("response.completed", object("response", response("completed", output())));
    return String.join("", events);
  }

  private static JsonObject summary(String field, String text) {
    return object("item_id", "rs_1", "output_index", 0L, "summary_index", 0L, field, text);
  }

  private static JsonObject part(int index, String field, String text) {
    return object(
        "item_id", "msg_1", "output_index", (long) index, "content_index", 0L, field, text);
  }

  private void event(String type, JsonObject data) {
    JsonObject numbered = data.with("type", type).with("sequence_number", (long) events.size());
    events.add("event: " + type + "\ndata: " + Json.write(numbered) + "\n\n");
  }
}
