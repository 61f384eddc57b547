package dev.byok.client;

import dev.byok.routing.Route;
import java.util.List;

/** The same answer in each of the dialects, both streamed in pieces and as one body. */
enum Dialect {
  CHAT(
      "openai",
      List.of(
          "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}",
          "{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}"),
      "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"%s\"}],"
          + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}",
      "stop"),
  RESPONSES(
      "openai",
      List.of(
          "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"Hel\"}",
          "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"lo\"}",
          "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\","
              + "\"incomplete_details\":{\"reason\":\"%s\"},"
              + "\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}}"),
      "{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"%s\"},"
          + "\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
          + "\"text\":\"Hello\"}]}],\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}",
      "completed"),
  MESSAGES(
      "anthropic",
      List.of(
          "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":7}}}",
          "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}",
          "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}}",
          "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},"
              + "\"usage\":{\"output_tokens\":2}}"),
      "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],"
          + "\"stop_reason\":\"%s\",\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}",
      "end_turn"),
  GEMINI(
      "google",
      List.of(
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}]}}]}",
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"lo\"}]}}]}",
          "{\"candidates\":[{\"finishReason\":\"%s\"}],"
              + "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":2}}"),
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},\"finishReason\":\"%s\"}],"
          + "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":2}}",
      "STOP");

  final String provider;

  /** One event per line. */
  private final String events;

  final String body;
  private final String good;

  Dialect(String provider, List<String> events, String body, String good) {
    this.provider = provider;
    this.events = String.join("\n", events);
    this.body = body;
    this.good = good;
  }

  /** Returns a route to the provider's own host. */
  Route route() {
    return Fixtures.route(provider, null, this == RESPONSES ? "responses" : null);
  }

  String stream(String reason) {
    StringBuilder stream = new StringBuilder();
    for (String event : events.formatted(reason).lines().toList()) {
      stream.append("data: ").append(event).append("\n\n");
    }
    return stream.toString();
  }

  String stream() {
    return stream(good);
  }

  String whole() {
    return body.formatted(good);
  }

  String lines() {
    return events.formatted(good) + "\n";
  }
}
