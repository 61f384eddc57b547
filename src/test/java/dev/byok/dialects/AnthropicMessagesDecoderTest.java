package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Kind;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicMessagesDecoderTest {
  private final AnthropicMessagesDecoder decoder = new AnthropicMessagesDecoder();
  private final Reply reply = new Reply();

  @Test
  void a_status_beside_the_answer_reports_a_failure() throws Exception {
    String failed =
        "{\"type\":\"message_delta\",\"base_resp\":{\"status_code\":1008,"
            + "\"status_msg\":\"insufficient balance\"}}";
    ProviderErrorException streamed =
        assertThrows(
            ProviderErrorException.class,
            () -> new AnthropicMessagesDecoder().event(new Event("message_delta", failed)));
    assertEquals("insufficient balance", streamed.error().message());
    assertEquals(Kind.QUOTA, streamed.error().kind("minimax"));
    String whole = "{\"content\":[],\"base_resp\":{\"status_code\":1008}}";
    assertThrows(ProviderErrorException.class, () -> new AnthropicMessagesDecoder().whole(whole));
    String fine = failed.replace("1008", "0");
    assertEquals(List.of(), new AnthropicMessagesDecoder().event(new Event("message_delta", fine)));
  }

  @Test
  void decodes_text_thinking_identity_usage_and_the_end() throws Exception {
    feed(
        start("\"usage\":{\"input_tokens\":12,\"cache_read_input_tokens\":5,\"output_tokens\":1}"));
    feed(
        "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}");
    feed(delta("{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}"));
    feed(delta("{\"type\":\"thinking_delta\",\"thinking\":\"m\"}"));
    feed(delta("{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}"));
    feed("{\"type\":\"content_block_stop\",\"index\":0}");
    feed("{\"type\":\"ping\"}");
    feed("{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\",\"text\":\"H\"}}");
    feed(delta("{\"type\":\"text_delta\",\"text\":\"el\"}"));
    feed(delta("{\"type\":\"text_delta\",\"text\":\"lo\"}"));
    feed(
        stop(
            "end_turn",
            "{\"output_tokens\":30,\"output_tokens_details\":{\"thinking_tokens\":8}}"));
    assertFalse(decoder.ended());
    feed("{\"type\":\"message_stop\"}");
    assertTrue(decoder.ended());
    assertEquals("Hello", reply.text());
    assertEquals("hmm", reply.reasoning());
    assertEquals("claude-x", reply.servedModel());
    assertEquals("msg_1", reply.requestId());
    assertEquals("stop", reply.finishReason());
    assertEquals(new Usage(17L, 5L, null, 30L, 8L), reply.usage());
  }

  @Test
  void what_is_not_known_is_skipped() throws Exception {
    assertEquals(List.of(), decoder.event(new Event("ping", "{\"type\": \"ping\"}")));
    assertEquals(List.of(), decoder.event(new Event("vertex_event", "no JSON")));
    feed("{\"type\":\"message_pause\",\"delta\":{\"type\":\"text_delta\",\"text\":\"no\"}}");
    feed(delta("{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}"));
    feed(delta("{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"no\"}}"));
    feed(
        "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"x\"}}");
    assertEquals("", reply.text());
    assertEquals("", reply.reasoning());
    assertNull(reply.finishReason());
  }

  @Test
  void counts_never_shrink() throws Exception {
    feed(
        start(
            "\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":200,"
                + "\"cache_creation_input_tokens\":3000,\"output_tokens\":1}"));
    assertEquals(new Usage(3210L, 200L, 3000L, 1L, null), reply.usage());
    feed(stop("end_turn", "{\"input_tokens\":11,\"output_tokens\":7}"));
    assertEquals(new Usage(3211L, 200L, 3000L, 7L, null), reply.usage());
    feed(stop("end_turn", "{\"cache_read_input_tokens\":0,\"output_tokens\":9}"));
    assertEquals(new Usage(3211L, 200L, 3000L, 9L, null), reply.usage());
  }

  @Test
  void a_message_that_starts_twice_is_counted_once() throws Exception {
    String start = start("\"usage\":{\"input_tokens\":17,\"output_tokens\":1}");
    feed(start);
    feed(start);
    assertEquals(new Usage(17L, null, null, 1L, null), reply.usage());
    feed(stop("end_turn", "{\"output_tokens\":227}"));
    feed(start);
    assertEquals(new Usage(17L, null, null, 227L, null), reply.usage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"-5\"", "null", "1e309", "18446744073709551616", "[]"})
  void numbers_that_cannot_be_counts_change_nothing(String number) throws Exception {
    feed(start("\"usage\":{\"input_tokens\":4,\"cache_read_input_tokens\":2,\"output_tokens\":1}"));
    feed(
        stop(
            "end_turn",
            "{\"input_tokens\":#,\"cache_read_input_tokens\":#,\"cache_creation_input_tokens\":#,"
                    .replace("#", number)
                + "\"output_tokens\":#,\"output_tokens_details\":{\"thinking_tokens\":#}}"
                    .replace("#", number)));
    assertEquals(new Usage(6L, 2L, null, 1L, null), reply.usage());
  }

  @Test
  void a_sum_that_no_counter_holds_is_unknown() throws Exception {
    feed(
        start(
            "\"usage\":{\"input_tokens\":9223372036854775807,\"cache_read_input_tokens\":1,"
                + "\"output_tokens\":3}"));
    assertEquals(new Usage(null, 1L, null, 3L, null), reply.usage());
  }

  @Test
  void cached_tokens_alone_are_not_the_input() throws Exception {
    feed(start("\"usage\":{\"cache_read_input_tokens\":9}"));
    assertEquals(new Usage(null, 9L, null, null, null), reply.usage());
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, stop",
    "stop_sequence, stop",
    "max_tokens, length",
    "model_context_window_exceeded, length",
    "refusal, content_filter",
    "tool_use, tool_calls",
    "pause_turn, pause_turn"
  })
  void the_reason_to_stop_is_said_in_the_common_words(String said, String word) throws Exception {
    feed(stop(said, "{}"));
    assertEquals(word, reply.finishReason());
  }

  @Test
  void a_refusal_is_explained() throws Exception {
    assertEquals(
        List.of(new Delta.Finish("content_filter", "not that")),
        decoder.event(
            new Event(
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\","
                    + "\"stop_details\":{\"type\":\"refusal\",\"explanation\":\"not that\"}}}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "message"})
  void a_failure_is_reported_also_as_the_first_event(String type) {
    ProviderErrorException reported =
        assertThrows(
            ProviderErrorException.class,
            () ->
                decoder.event(
                    new Event(
                        type,
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                            + "\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}")));
    assertEquals(Kind.UNAVAILABLE, reported.error().kind());
    assertEquals("Overloaded", reported.error().message());
    assertFalse(decoder.ended());
  }

  @Test
  void a_failure_in_another_form_is_one_too() {
    Event bare = new Event("message", "{\"error\":{\"message\":\"no\",\"code\":502}}");
    assertThrows(ProviderErrorException.class, () -> decoder.event(bare));
  }

  @Test
  void decodes_an_unstreamed_answer() throws Exception {
    decoder
        .whole(
            "{\"id\":\"msg_2\",\"type\":\"message\",\"model\":\"claude-y\",\"content\":["
                + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"},"
                + "{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}],"
                + "\"stop_reason\":\"max_tokens\",\"usage\":{\"input_tokens\":3,"
                + "\"cache_creation_input_tokens\":4,\"output_tokens\":5}}")
        .forEach(reply::add);
    assertTrue(decoder.ended());
    assertEquals("ab", reply.text());
    assertEquals("hm", reply.reasoning());
    assertEquals("length", reply.finishReason());
    assertEquals("msg_2", reply.requestId());
    assertEquals("claude-y", reply.servedModel());
    assertEquals(new Usage(7L, null, 4L, 5L, null), reply.usage());
  }

  @Test
  void an_unstreamed_refusal_has_its_words() throws Exception {
    List<Delta> deltas =
        decoder.whole(
            "{\"content\":[],\"stop_reason\":\"refusal\","
                + "\"stop_details\":{\"explanation\":\"not that\"}}");
    assertEquals(List.of(new Delta.Finish("content_filter", "not that")), deltas);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"m\"}}",
        "{}",
        "{\"content\":\"text\"}"
      })
  void a_body_without_content_is_a_failure(String body) {
    assertThrows(ProviderErrorException.class, () -> decoder.whole(body));
    assertFalse(decoder.ended());
  }

  @Test
  void half_an_event_is_malformed() {
    Event half = new Event("message_stop", "{\"type\":\"message_st");
    assertThrows(JsonSyntaxException.class, () -> decoder.event(half));
  }

  private void feed(String data) throws Exception {
    decoder.event(new Event("message", data)).forEach(reply::add);
  }

  private static String start(String usage) {
    return "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude-x\","
        + "\"content\":[],\"stop_reason\":null,"
        + usage
        + "}}";
  }

  private static String delta(String delta) {
    return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}";
  }

  private static String stop(String reason, String usage) {
    return "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
        + reason
        + "\",\"stop_sequence\":null},\"usage\":"
        + usage
        + "}";
  }
}
