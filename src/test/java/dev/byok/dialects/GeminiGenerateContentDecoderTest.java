package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

final class GeminiGenerateContentDecoderTest {
  private final GeminiGenerateContentDecoder decoder = new GeminiGenerateContentDecoder();
  private final Reply reply = new Reply();

  @Test
  void decodes_text_thoughts_identity_usage_and_the_end() throws Exception {
    feed(
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true}],"
            + "\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"gemini-x\","
            + "\"responseId\":\"r1\",\"usageMetadata\":{\"promptTokenCount\":9,"
            + "\"thoughtsTokenCount\":4}}");
    assertEquals(new Usage(9L, null, null, 4L, 4L), reply.usage());
    feed("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"},{\"text\":\"lo\"}]}}]}");
    feed(
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"c2ln\"},"
            + "{\"inlineData\":{}},{\"executableCode\":{\"code\":\"x\"}}]},"
            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":9,"
            + "\"toolUsePromptTokenCount\":2,\"cachedContentTokenCount\":5,"
            + "\"candidatesTokenCount\":7,\"thoughtsTokenCount\":6,\"totalTokenCount\":24}}");
    assertFalse(decoder.ended());
    assertEquals("Hello", reply.text());
    assertEquals("hm", reply.reasoning());
    assertEquals("gemini-x", reply.servedModel());
    assertEquals("r1", reply.requestId());
    assertEquals("stop", reply.finishReason());
    assertEquals(new Usage(11L, 5L, null, 13L, 6L), reply.usage());
  }

  @Test
  void only_the_first_candidate_is_the_answer() throws Exception {
    feed(
        "{\"candidates\":[{\"index\":1,\"content\":{\"parts\":[{\"text\":\"b\"}]},"
            + "\"finishReason\":\"STOP\"},"
            + "{\"index\":0,\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}");
    assertEquals("a", reply.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"5.0\"", "null", "1e309", "18446744073709551616", "{}"})
  void numbers_that_cannot_be_counts_change_nothing(String number) throws Exception {
    feed("{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":2}}");
    feed(
        "{\"usageMetadata\":{\"promptTokenCount\":#,\"candidatesTokenCount\":#,"
                .replace("#", number)
            + "\"thoughtsTokenCount\":#,\"cachedContentTokenCount\":#,".replace("#", number)
            + "\"toolUsePromptTokenCount\":#}}".replace("#", number));
    assertEquals(new Usage(9L, null, null, 2L, null), reply.usage());
    feed("{\"usageMetadata\":null}");
    feed("{\"usageMetadata\":{}}");
    assertEquals(new Usage(9L, null, null, 2L, null), reply.usage());
  }

  @Test
  void a_sum_that_no_counter_holds_is_unknown() throws Exception {
    feed(
        "{\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":9223372036854775807,"
            + "\"thoughtsTokenCount\":1}}");
    assertEquals(new Usage(1L, null, null, null, 1L), reply.usage());
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, stop",
    "MAX_TOKENS, length",
    "SAFETY, content_filter",
    "RECITATION, content_filter",
    "BLOCKLIST, content_filter",
    "PROHIBITED_CONTENT, content_filter",
    "SPII, content_filter",
    "LANGUAGE, content_filter",
    "MALFORMED_FUNCTION_CALL, malformed_function_call"
  })
  void the_reason_to_stop_is_said_in_the_common_words(String said, String word) throws Exception {
    feed("{\"candidates\":[{\"finishReason\":\"" + said + "\"}]}");
    assertEquals(word, reply.finishReason());
  }

  @Test
  void a_filter_is_explained() throws Exception {
    assertEquals(
        List.of(new Delta.Finish("content_filter", "finish reason SAFETY")),
        event("{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}"));
    assertEquals(
        List.of(new Delta.Finish("content_filter", "no poems")),
        event("{\"candidates\":[{\"finishReason\":\"SPII\",\"finishMessage\":\"no poems\"}]}"));
  }

  @Test
  void a_blocked_prompt_is_a_filter_too() throws Exception {
    List<Delta> deltas =
        event(
            "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                + "\"usageMetadata\":{\"promptTokenCount\":4}}");
    assertEquals(
        List.of(
            new Delta.Counted(new Usage(4L, null, null, null, null), null, null),
            new Delta.Finish("content_filter", "the prompt is blocked: PROHIBITED_CONTENT")),
        deltas);
  }

  @Test
  void a_failure_inside_the_stream_is_reported() {
    ProviderErrorException reported =
        assertThrows(
            ProviderErrorException.class,
            () ->
                event(
                    "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\","
                        + "\"status\":\"UNAVAILABLE\"}}"));
    assertEquals(503, reported.error().status());
    assertEquals(Kind.UNAVAILABLE, reported.error().kind());
  }

  @Test
  void decodes_an_unstreamed_answer() throws Exception {
    whole(
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true},"
            + "{\"text\":\"ok\"}]},\"finishReason\":\"MAX_TOKENS\"}],"
            + "\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2}}");
    assertEquals("ok", reply.text());
    assertEquals("hm", reply.reasoning());
    assertEquals("length", reply.finishReason());
    assertEquals(new Usage(1L, null, null, 2L, null), reply.usage());
  }

  @Test
  void decodes_a_stream_that_came_as_an_array() throws Exception {
    whole(
        "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,\n"
            + "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},"
            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":3}}\n]");
    assertEquals("ab", reply.text());
    assertEquals("stop", reply.finishReason());
  }

  @Test
  void an_array_that_ends_before_the_reason_is_not_complete() throws Exception {
    whole("[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\"}}",
        "[{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\"}}]",
        "{\"message\":\"m\"}"
      })
  void a_body_without_candidates_is_a_failure(String body) {
    ProviderErrorException reported =
        assertThrows(ProviderErrorException.class, () -> decoder.whole(body));
    assertEquals("m", reported.error().message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"candidates\":[{", "1", "\"text\"", "null", "[DONE]", ""})
  void what_is_no_chunk_is_malformed(String data) {
    assertThrows(JsonSyntaxException.class, () -> event(data));
  }

  private List<Delta> event(String data) throws Exception {
    return decoder.event(new Event("message", data));
  }

  private void feed(String data) throws Exception {
    event(data).forEach(reply::add);
  }

  private void whole(String body) throws Exception {
    decoder.whole(body).forEach(reply::add);
  }
}
