package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.json.JsonObject;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiResponsesDecoderTest {
  private static final String USAGE =
      "{\"input_tokens\":40,\"input_tokens_details\":{\"cached_tokens\":8},\"output_tokens\":25,"
          + "\"output_tokens_details\":{\"reasoning_tokens\":6},\"total_tokens\":65}";
  private static final String REASONING =
      "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"First.\"},"
          + "{\"type\":\"summary_text\",\"text\":\"Then.\"}]}";
  private static final String MESSAGE =
      "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}";

  private final OpenAiResponsesDecoder decoder =
      new OpenAiResponsesDecoder(new Quirks(JsonObject.empty()));
  private final Reply reply = new Reply();
  private final List<Delta> deltas = new ArrayList<>();

  @Test
  void a_stream_and_its_whole_answer_say_the_same() throws Exception {
    event(
        "response.created",
        "\"response\":{\"id\":\"resp_1\",\"model\":\"gpt-6-luna\",\"status\":\"in_progress\","
            + "\"error\":null,\"output\":[],\"usage\":null}");
    summary(0, "First.");
    summary(1, "The");
    summary(1, "n.");
    event("response.output_item.added", "\"item\":{\"type\":\"message\"}");
    text(1, "Hel");
    text(1, "lo");
    event("response.output_text.done", "\"output_index\":1,\"content_index\":0,\"text\":\"Hello\"");
    assertFalse(decoder.ended());
    end("completed", REASONING + "," + MESSAGE);
    assertTrue(decoder.ended());
    Reply whole = new Reply();
    OpenAiResponsesDecoder other = new OpenAiResponsesDecoder(new Quirks(JsonObject.empty()));
    other.whole("{" + fields("completed", REASONING + "," + MESSAGE) + "}").forEach(whole::add);
    assertTrue(other.ended());
    for (Reply one : List.of(reply, whole)) {
      assertEquals("Hello", one.text());
      assertEquals("First.\n\nThen.", one.reasoning());
      assertEquals("stop", one.finishReason());
      assertEquals(new Usage(40L, 8L, null, 25L, 6L), one.usage());
      assertEquals("gpt-6-luna", one.servedModel());
      assertEquals("resp_1", one.requestId());
    }
  }

  @Test
  void what_never_came_in_pieces_is_read_at_the_end() throws Exception {
    end("completed", REASONING + "," + MESSAGE);
    assertEquals("Hello", reply.text());
    assertEquals("First.\n\nThen.", reply.reasoning());
  }

  @Test
  void a_text_that_comes_at_once_is_not_repeated() throws Exception {
    event("response.output_text.done", "\"output_index\":0,\"content_index\":0,\"text\":\"Hello\"");
    end("completed", MESSAGE);
    assertEquals("Hello", reply.text());
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "completed, , stop",
    "incomplete, max_output_tokens, length",
    "incomplete, content_filter, content_filter",
    "incomplete, , incomplete",
    "incomplete, something_new, something_new",
    "cancelled, , cancelled"
  })
  void each_end_has_its_reason(String status, @Nullable String why, String reason)
      throws Exception {
    text(0, "Hello");
    String details = why == null ? "null" : "{\"reason\":\"" + why + "\"}";
    event(
        "response." + status,
        "\"response\":{\"status\":\"" + status + "\",\"incomplete_details\":" + details + "}");
    assertEquals(reason, reply.finishReason());
    assertTrue(decoder.ended());
    OpenAiResponsesDecoder whole = new OpenAiResponsesDecoder(new Quirks(JsonObject.empty()));
    List<Delta> all =
        whole.whole(
            "{\"status\":\""
                + status
                + "\",\"output\":["
                + MESSAGE
                + "],\"incomplete_details\":"
                + details
                + "}");
    assertEquals(new Delta.Finish(reason), all.getLast());
  }

  @Test
  void an_answer_that_will_come_later_is_not_whole() throws Exception {
    List<Delta> all = decoder.whole("{\"id\":\"r\",\"status\":\"queued\",\"output\":[]}");
    assertEquals(new Delta.Finish("queued"), all.getLast());
  }

  @Test
  void a_refusal_is_the_models_own_words_about_its_end() throws Exception {
    event("response.refusal.delta", "\"delta\":\"I can\"");
    event("response.refusal.delta", "\"delta\":\"not.\"");
    event("response.refusal.done", "\"refusal\":\"I cannot.\"");
    end(
        "completed",
        "{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"I cannot.\"}]}");
    assertEquals(new Delta.Finish("content_filter", "I cannot."), deltas.getLast());
    assertEquals("", reply.text());
  }

  @Test
  void a_call_of_a_tool_is_told() throws Exception {
    event("response.output_item.added", "\"item\":{\"type\":\"function_call\",\"name\":\"f\"}");
    event("response.function_call_arguments.delta", "\"delta\":\"{}\"");
    end("completed", "{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{}\"}");
    assertEquals("tool_calls", reply.finishReason());
    assertEquals("", reply.text());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          error           | "code":"server_error","message":"it broke","param":null
          error           | "error":{"type":"server_error","code":"server_error","message":"it broke"}
          response.failed | "response":{"status":"failed","error":{"code":"server_error","message":"it broke"},"usage":{"input_tokens":40,"output_tokens":0}}
          response.failed | "response":{"error":{"code":"server_error","message":"it broke"}}
          """)
  void a_report_in_a_stream_is_a_failure(String type, String fields) throws Exception {
    text(0, "Hel");
    ProviderErrorException report =
        assertThrows(ProviderErrorException.class, () -> event(type, fields));
    assertEquals("it broke", report.error().message());
    assertTrue(report.error().codes().contains("server_error"), report.error().toString());
    boolean counted = fields.contains("usage");
    assertEquals(counted, report.before().stream().anyMatch(Delta.Counted.class::isInstance));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"status":"failed","output":[],"error":{"code":"server_error","message":"it broke"}}
          {"status":"failed","error":{"code":"server_error","message":"it broke"}}
          {"error":{"code":"server_error","message":"it broke"}}
          """)
  void a_whole_report_is_a_failure(String body) {
    ProviderErrorException report =
        assertThrows(ProviderErrorException.class, () -> decoder.whole(body));
    assertEquals("it broke", report.error().message());
    assertTrue(report.isReport());
  }

  @Test
  void other_events_and_the_mark_of_chat_change_nothing() throws Exception {
    text(0, "Hello");
    decode(new Event("keepalive", "{\"type\":\"keepalive\",\"sequence_number\":4}"));
    decode(new Event("message", "[DONE]"));
    assertFalse(decoder.ended());
    end("completed", MESSAGE);
    decode(new Event("message", "[DONE]"));
    assertEquals("Hello", reply.text());
  }

  private void text(int item, String piece) throws Exception {
    event(
        "response.output_text.delta",
        "\"output_index\":" + item + ",\"content_index\":0,\"delta\":\"" + piece + "\"");
  }

  private void summary(int part, String piece) throws Exception {
    event(
        "response.reasoning_summary_text.delta",
        "\"output_index\":0,\"summary_index\":" + part + ",\"delta\":\"" + piece + "\"");
  }

  private void end(String status, String output) throws Exception {
    event("response." + status, "\"response\":{" + fields(status, output) + "}");
  }

  private static String fields(String status, String output) {
    return "\"id\":\"resp_1\",\"model\":\"gpt-6-luna\",\"status\":\""
        + status
        + "\",\"error\":null,\"output\":["
        + output
        + "],\"usage\":"
        + USAGE;
  }

  private void event(String type, String fields) throws Exception {
    decode(new Event(type, "{\"type\":\"" + type + "\"," + fields + "}"));
  }

  private void decode(Event event) throws Exception {
    for (Delta delta : decoder.event(event)) {
      deltas.add(delta);
      reply.add(delta);
    }
  }
}
