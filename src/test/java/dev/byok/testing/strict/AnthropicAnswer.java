package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A correct message, streamed or whole. Its input tokens omit what the cache read or wrote. */
final class AnthropicAnswer {
  /** The id in the header, by which the provider's console finds the request. */
  static final String REQUEST = "req_011CX7";

  private static final String ID = "msg_01QC4g";
  private static final long CACHE_READ = 8;
  private static final long CACHE_WRITE = 3;
  private static final long SAID = 31;
  private static final long THOUGHT = 6;

  private final JsonObject request;
  private final String text;
  private final @Nullable String reasoning;
  private final String served;
  private final boolean thinks;
  private final long fresh;

  AnthropicAnswer(JsonObject request) {
    this.request = request;
    served = request.text("model") + "-20261101";
    List<String> files = AnthropicRequest.files(request);
    text = Script.text(request.at("output_config").has("format"), files);
    fresh = 29 + 85L * files.size();
    JsonObject thinking = request.at("thinking");
    thinks = thinking.has("type") && !"disabled".equals(thinking.text("type"));
    reasoning = thinks && !"omitted".equals(thinking.text("display")) ? Script.THOUGHT : null;
  }

  Reply reply() {
    return request.is("stream")
        ? Reply.stream(stream(), served())
        : Reply.whole(Json.write(whole()), served());
  }

  private Served served() {
    return new Served(
        text,
        reasoning,
        "stop",
        served,
        REQUEST,
        fresh + CACHE_READ + CACHE_WRITE,
        CACHE_READ,
        CACHE_WRITE,
        SAID,
        thinks ? (Long) THOUGHT : null);
  }

  private JsonObject usage(long output) {
    JsonObject usage =
        object(
            "input_tokens",
            fresh,
            "cache_creation_input_tokens",
            CACHE_WRITE,
            "cache_read_input_tokens",
            CACHE_READ,
            "cache_creation",
            object("ephemeral_5m_input_tokens", CACHE_WRITE, "ephemeral_1h_input_tokens", 0),
            "output_tokens",
            output,
            "service_tier",
            "standard");
    return thinks && output == SAID
        ? usage.with("output_tokens_details", object("thinking_tokens", THOUGHT))
        : usage;
  }

  private JsonObject whole() {
    List<JsonObject> content = new ArrayList<>();
    if (thinks) {
      content.add(
          object(
              "type",
              "thinking",
              "thinking",
              reasoning == null ? "" : reasoning,
              "signature",
              "c2ln"));
    }
    content.add(object("type", "text", "text", text));
    return message(content, "end_turn", usage(SAID));
  }

  private String stream() {
    StringBuilder events = new StringBuilder();
    add(events, "message_start", object("message", message(List.of(), null, usage(1))));
    int index = 0;
    if (thinks) {
      start(events, index, object("type", "thinking", "thinking", "", "signature", ""));
      if (reasoning != null) {
        for (String piece : Script.pieces(reasoning)) {
          delta(events, index, object("type", "thinking_delta", "thinking", piece));
        }
      }
      delta(events, index, object("type", "signature_delta", "signature", "c2ln"));
      add(events, "content_block_stop", object("index", index));
      index++;
    }
    start(events, index, object("type", "text", "text", ""));
    add(events, "ping", object());
    for (String piece : Script.pieces(text)) {
      delta(events, index, object("type", "text_delta", "text", piece));
    }
    add(events, "content_block_stop", object("index", index));
    add(
        events,
        "message_delta",
        object(
            "delta",
            object("stop_reason", "end_turn", "stop_sequence", null),
            "usage",
            usage(SAID)));
    add(events, "message_stop", object());
    return events.toString();
  }

  private JsonObject message(
      List<JsonObject> content, @Nullable String stopReason, JsonObject usage) {
    return object(
        "id",
        ID,
        "type",
        "message",
        "role",
        "assistant",
        "model",
        served,
        "content",
        content,
        "stop_reason",
        stopReason,
        "stop_sequence",
        null,
        "usage",
        usage);
  }

  private static void start(StringBuilder events, int index, JsonObject block) {
    add(events, "content_block_start", object("index", index, "content_block", block));
  }

  private static void delta(StringBuilder events, int index, JsonObject delta) {
    add(events, "content_block_delta", object("index", index, "delta", delta));
  }

  private static void add(StringBuilder events, String type, JsonObject event) {
    events.append("event: ").append(type).append("\ndata: ");
    events.append(Json.write(event.with("type", type))).append("\n\n");
  }
}
