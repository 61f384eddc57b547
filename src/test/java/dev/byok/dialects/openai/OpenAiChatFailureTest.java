package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.sse.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks failures that come with HTTP 200, and the reasons why models stop. */
final class OpenAiChatFailureTest {
  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"error":{"message":"Provider disconnected","code":502},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]} | UNAVAILABLE  | Provider disconnected
          {"error":{"code":503,"message":"The upstream was interrupted","type":"upstream_disconnect"}}                                    | UNAVAILABLE  | The upstream was interrupted
          {"code":"The service is currently unavailable","error":"Service temporarily unavailable"}                                       | UNAVAILABLE  | Service temporarily unavailable
          {"code":"Client specified an invalid argument","error":"Incorrect API key provided: ab***cd"}                                   | KEY_REJECTED | Incorrect API key provided: ab***cd
          {"error":{"message":"Rate limit reached","code":429}}                                                                           | RATE_LIMIT   | Rate limit reached
          {"choices":[{"index":0,"delta":{},"finish_reason":"error","error":{"code":502,"message":"upstream"}}]}                          | UNAVAILABLE  | upstream
          {"choices":[{"index":0,"delta":{},"finish_reason":"network_error"}]}                                                            | UNAVAILABLE  |
          """)
  void a_report_is_a_failure_of_its_kind_streamed_or_not(
      String body, Kind kind, @Nullable String words) {
    ProviderErrorException streamed =
        assertThrows(ProviderErrorException.class, () -> decoder().event(event(body)));
    assertEquals(kind, streamed.error().kind());
    assertEquals(words == null ? "" : words, streamed.error().message());
    ProviderErrorException whole =
        assertThrows(ProviderErrorException.class, () -> decoder().whole(body));
    assertEquals(kind, whole.error().kind());
    assertEquals(words == null ? "" : words, whole.error().message());
  }

  @ParameterizedTest(name = "{2}: {0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          message | {"object":"error","message":"no such field","type":"invalid_request_error","code":"3700"} | mistral | REFUSED     | no such field
          message | {"object":"error","message":"EngineCore died","type":"InternalError","code":500}         | vllm    | UNAVAILABLE | EngineCore died
          message | {"detail":"boom"}                                                                        | chutes  | UNAVAILABLE | boom
          message | {"code":429,"reason":"RATE","message":"limited"}                                         | novita  | RATE_LIMIT  | limited
          message | {"code":429,"reason":"RATE"}                                                             | novita  | RATE_LIMIT  |
          message | {"error_type":"rate_limit_exceeded","message":"slow down"}                               | kilo    | RATE_LIMIT  | slow down
          error   | {"code":"Throttling.RateQuota","message":"too fast"}                                     | qwen    | RATE_LIMIT  | too fast
          error   | upstream is gone                                                                         | any     | UNAVAILABLE | upstream is gone
          """)
  void a_report_without_an_error_around_it_is_a_failure(
      String type, String data, String provider, Kind kind, @Nullable String words)
      throws Exception {
    OpenAiChatDecoder decoder = decoder();
    decoder.event(event("{\"choices\":[{\"delta\":{\"content\":\"<th\"}}]}"));
    ProviderErrorException streamed =
        assertThrows(ProviderErrorException.class, () -> decoder.event(new Event(type, data)));
    assertEquals(kind, streamed.error().kind(provider));
    assertEquals(words == null ? "" : words, streamed.error().message());
    assertEquals(List.of(new Delta.Text("<th")), streamed.before());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "false", "{}", "[]"})
  void an_error_that_says_nothing_is_none(String error) throws Exception {
    String choices = "\"choices\":[{\"PART\":{\"content\":\"a\"}}],\"message\":\"ok\",";
    String chunk = "{" + choices + "\"error\":" + error + "}";
    List<Delta> text = List.of(new Delta.Text("a"));
    assertEquals(text, decoder().event(event(chunk.replace("PART", "delta"))));
    assertEquals(text, decoder().whole(chunk.replace("PART", "message")));
  }

  @Test
  void a_chunk_of_counts_is_no_report() throws Exception {
    String counts = "{\"message\":\"ok\",\"usage\":{\"prompt_tokens\":3}}";
    assertEquals(1, decoder().event(event(counts)).size());
  }

  @Test
  void minimax_reports_failures_beside_the_choices() throws Exception {
    String failed =
        "{\"id\":\"x\",\"choices\":null,\"base_resp\":{\"status_code\":1008,"
            + "\"status_msg\":\"insufficient balance\"}}";
    ProviderErrorException streamed =
        assertThrows(ProviderErrorException.class, () -> decoder().event(event(failed)));
    assertEquals(Kind.QUOTA, streamed.error().kind("minimax"));
    assertEquals("insufficient balance", streamed.error().message());
    assertThrows(ProviderErrorException.class, () -> decoder().whole(failed));
    String fine =
        "{\"choices\":[{\"message\":{\"content\":\"a\"},\"delta\":{\"content\":\"a\"}}],"
            + "\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}}";
    assertEquals(List.of(new Delta.Text("a")), decoder().event(event(fine)));
    assertEquals(List.of(new Delta.Text("a")), decoder().whole(fine));
  }

  @Test
  void what_came_with_the_report_is_kept() {
    ProviderErrorException reported =
        assertThrows(
            ProviderErrorException.class,
            () ->
                decoder()
                    .event(
                        event(
                            "{\"choices\":[{\"delta\":{\"content\":\"<th\"}}],"
                                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1},"
                                + "\"error\":{\"message\":\"gone\"}}")));
    Reply reply = new Reply();
    reported.before().forEach(reply::add);
    assertEquals("<th", reply.text());
    assertEquals(3L, reply.usage().input());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "stop, stop",
    "length, length",
    "tool_calls, tool_calls",
    "content_filter, content_filter",
    "eos, stop",
    "model_length, length",
    "model_context_window_exceeded, length",
    "sensitive, content_filter"
  })
  void reasons_that_mean_the_same_have_one_name(String stated, String read) throws Exception {
    Reply reply = new Reply();
    OpenAiChatDecoder decoder = decoder();
    decoder
        .event(event("{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + stated + "\"}]}"))
        .forEach(reply::add);
    assertEquals(read, reply.finishReason());
    assertFalse(decoder.ended());
  }

  @Test
  void azures_first_chunk_says_nothing() throws Exception {
    assertEquals(
        List.of(),
        decoder()
            .event(
                event(
                    "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
                        + "\"prompt_filter_results\":[{\"prompt_index\":0,"
                        + "\"content_filter_results\":{\"hate\":{\"filtered\":false}}}]}")));
  }

  private static Event event(String data) {
    return new Event("message", data);
  }

  private static OpenAiChatDecoder decoder() {
    return new OpenAiChatDecoder(new Quirks(JsonObject.builder().put("think_tags", true).build()));
  }
}
