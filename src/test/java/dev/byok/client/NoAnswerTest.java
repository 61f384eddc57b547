package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Fixtures.FakeTransport;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what looks like an answer but is not, and answers that do not look like one. */
final class NoAnswerTest {
  private static final String WHOLE =
      "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}";

  private final FakeTransport network = new FakeTransport();
  private final RetryTest.Recorder progress = new RetryTest.Recorder();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          openai    | data: [DONE]                                                                          | ended without any text
          openai    | data: {"choices":[],"usage":{"prompt_tokens":3}}~~data: [DONE]                        | ended without any text
          openai    | data: {"choices":[{"delta":{},"finish_reason":"malformed"}]}~~data: [DONE]            | finish reason "malformed"
          anthropic | data: {"type":"message_start","message":{}}~~data: {"type":"message_stop"}            | ended without any text
          google    | data: {"candidates":[{"finishReason":"OTHER"}]}                                       | finish reason "other"
          google    | data: {"candidates":[{"finishReason":"MALFORMED_RESPONSE","finishMessage":"bad"}]}    | finish reason "malformed_response"
          """)
  void a_stream_without_an_answer_is_a_failure(String provider, String stream, String why) {
    network.then(200, stream.replace('~', '\n') + "\n\n");
    Failure failure = assertThrows(Failure.class, () -> read(provider));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertTrue(failure.text().contains(" sent no answer: "), failure.text());
    assertTrue(failure.text().endsWith(why), failure.text());
    List<String> details = failure.details();
    assertEquals(stream.contains("bad"), details.contains("bad"), details.toString());
    boolean reason = why.startsWith("finish reason");
    assertEquals(!reason, details.toString().contains("what came: "), details.toString());
    assertEquals(1, network.requests.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "length", "tool_calls"})
  void a_model_may_have_nothing_to_say(String reason) {
    network.then(
        200,
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\""
            + reason
            + "\"}]}\n\ndata: [DONE]\n\n");
    assertEquals("", read("openai").text());
  }

  @Test
  void of_a_blocked_prompt_nothing_came_that_could_be_kept() {
    network.then(200, "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n");
    Failure failure = assertThrows(Failure.class, () -> read("google"));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals("rephrase the prompt, or use another model", failure.hint());
    assertEquals(List.of("the prompt is blocked: SAFETY"), failure.details());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "text/plain", "text/html", "text/event-stream"})
  void a_whole_answer_under_another_type_is_read(String type) {
    network.then(200, type.isEmpty() ? Map.of() : Map.of("content-type", type), "\n " + WHOLE);
    assertEquals("a", read("openai").text());
    FakeTransport failing = new FakeTransport();
    failing.then(200, Map.of("content-type", type), "{\"error\":{\"code\":401}}");
    Failure failure = assertThrows(Failure.class, () -> read(failing, "openai"));
    assertEquals(Kind.KEY_REJECTED, failure.kind());
  }

  @Test
  void a_whole_answer_under_another_type_may_be_long() {
    String text = "x".repeat(200_000);
    network.then(
        200, Map.of("content-type", "text/plain"), WHOLE.replace("\"a\"", "\"" + text + "\""));
    assertEquals(text, read("openai").text());
  }

  @Test
  void a_web_page_is_called_one_and_the_address_is_shown() {
    network.then(200, Map.of("content-type", "text/html"), "<html><title>Sign in</title></html>");
    Failure failure = assertThrows(Failure.class, () -> read("openai"));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertEquals("OpenAI returned a web page instead of an answer", failure.text());
    assertEquals(List.of("Sign in"), failure.details());
    assertEquals("check the host and its path: https://api.openai.com/v1", failure.hint());
  }

  @Test
  void what_is_no_json_is_told_without_saying_the_name_twice() {
    network.then(200, Map.of("content-type", "application/json"), "oops");
    Failure failure = assertThrows(Failure.class, () -> read("openai"));
    assertTrue(failure.text().startsWith("OpenAI returned "), failure.text());
    assertFalse(failure.text().substring(1).contains("OpenAI"), failure.text());
  }

  @Test
  void a_character_that_was_cut_in_two_is_whole_again() {
    network.then(
        200,
        chunk("reasoning_content", "r\\ud83d")
            + chunk("content", "a\\ud83d")
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3}}\n\n"
            + chunk("content", "\\ude00b")
            + chunk("content", "\\ud83d")
            + "data: [DONE]\n\n");
    Reply reply = read("openai");
    assertEquals("a\ud83d\ude00b\ud83d", reply.text());
    assertEquals("r\ud83d", reply.reasoning());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anthropic | event: error~data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          anthropic | data: {"type":"message_start","message":{"id":"x"}}~~event: error~data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          openrouter | data: {"error":{"code":503,"message":"gone"}}
          openai    | data: {"error":{"code":429,"message":"slow"}}
          xai       | {"code":"The service is currently unavailable","error":"Service temporarily unavailable"}
          """)
  void a_passing_failure_in_the_place_of_an_answer_is_tried_again(String provider, String stream) {
    network.then(200, Map.of("retry-after", "7"), stream.replace('~', '\n') + "\n\n");
    network.then(200, Map.of("content-type", "application/json"), good(provider));
    assertEquals("a", read(network, provider, 2).text());
    assertEquals(2, network.requests.size());
    assertEquals(2, progress.attempts);
    assertEquals(List.of(Duration.ofSeconds(7)), progress.pauses);
  }

  @Test
  void it_is_tried_as_often_as_any_failure_and_told_as_it_is() {
    network.then(
        200, "data: {\"error\":{\"code\":503,\"retry_after\":3,\"message\":\"gone\"}}\n\n");
    Failure failure = assertThrows(Failure.class, () -> read(network, "openai", 2));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertEquals(List.of("gone"), failure.details());
    assertEquals(3, network.requests.size());
    assertEquals(Duration.ofSeconds(3), progress.pauses.getFirst());
  }

  @Test
  void who_stops_while_waiting_sends_no_more() {
    network.then(200, "data: {\"error\":{\"code\":503,\"message\":\"gone\"}}\n\n");
    progress.stopsAtFirstPause = true;
    assertThrows(Failure.class, () -> read(network, "openai", 2));
    assertEquals(1, network.requests.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}~~data: {\"error\":{\"code\":503}}",
        "data: {\"error\":{\"code\":402,\"message\":\"none left\"}}",
        "data: [DONE]",
        "data: oops",
        ""
      })
  void nothing_else_is_tried_again(String stream) {
    network.then(200, stream.replace('~', '\n') + "\n\n");
    assertThrows(Failure.class, () -> read(network, "openai", 2));
    assertEquals(1, network.requests.size());
  }

  private static String chunk(String field, String text) {
    return "data: {\"choices\":[{\"delta\":{\"" + field + "\":\"" + text + "\"}}]}\n\n";
  }

  private static String good(String provider) {
    return switch (provider) {
      case "anthropic" ->
          "{\"content\":[{\"type\":\"text\",\"text\":\"a\"}],\"stop_reason\":\"end_turn\"}";
      case "xai" ->
          "{\"object\":\"response\",\"status\":\"completed\",\"output\":[{\"type\":\"message\","
              + "\"content\":[{\"type\":\"output_text\",\"text\":\"a\"}]}]}";
      default -> WHOLE;
    };
  }

  private Reply read(String provider) {
    return read(network, provider);
  }

  private Reply read(FakeTransport from, String provider) {
    return read(from, provider, 0);
  }

  private Reply read(FakeTransport from, String provider, int retries) {
    HttpProviderClient client =
        new HttpProviderClient(from, new Dialects(), "byok/test", Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, Duration.ofSeconds(5), retries);
    Reply reply = new Reply();
    try (Answer answer =
        client.ask(Fixtures.route(provider, null), Ask.of(prompt), terms, progress)) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    }
    return reply;
  }
}
