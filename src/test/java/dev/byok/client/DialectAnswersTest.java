package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Checks answers of Anthropic and Gemini that are not a stream, or end as no stream should. */
final class DialectAnswersTest {
  private static final String BLOCKED =
      "\n  \"error\": {\n    \"code\": 429,\n    \"message\": \"Quota: 5 per minute\",\n"
          + "    \"status\": \"RESOURCE_EXHAUSTED\"\n  }\n}";
  private static final String TEXT =
      "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n\n";

  private final FakeTransport network = new FakeTransport();
  private final Reply reply = new Reply();

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/json; charset=UTF-8"})
  void a_bare_error_behind_a_good_status_has_its_kind(String type) {
    for (String body : List.of("{" + BLOCKED, "[{" + BLOCKED + "\n]\n", "{" + BLOCKED + "\r\n")) {
      FakeTransport told = new FakeTransport().then(200, Map.of("content-type", type), body);
      Failure failure = assertThrows(Failure.class, () -> read("google", told));
      assertEquals(Kind.RATE_LIMIT, failure.kind(), body);
      assertEquals(List.of("Quota: 5 per minute"), failure.details());
      assertEquals(429, failure.status());
    }
  }

  @Test
  void a_bare_error_behind_text_leaves_the_answer_incomplete() {
    network.then(200, TEXT + "{" + BLOCKED);
    Failure failure = assertThrows(Failure.class, () -> read("google", network));
    assertEquals(Kind.INCOMPLETE, failure.kind());
    assertEquals(List.of("Quota: 5 per minute"), failure.details());
    assertEquals("a", reply.text());
  }

  @Test
  void an_array_is_read_as_the_stream_that_it_stands_for() {
    String chunk = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}FINISH}]}";
    String body =
        "["
            + chunk.replace("FINISH", "")
            + "\n,\n"
            + chunk.replace("FINISH", ",\"finishReason\":\"STOP\"")
            + "]";
    network.then(200, Map.of("content-type", "application/json"), body);
    read("google", network);
    assertEquals("aa", reply.text());
    assertEquals("stop", reply.finishReason());
  }

  @Test
  void a_body_that_gives_no_reason_to_stop_is_incomplete() {
    String body = "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}]";
    network.then(200, Map.of("content-type", "application/json"), body);
    Failure failure = assertThrows(Failure.class, () -> read("google", network));
    assertEquals(Kind.INCOMPLETE, failure.kind());
    assertEquals("a", reply.text());
  }

  @Test
  void a_blocked_prompt_is_refused_with_the_reason() {
    network.then(200, "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n");
    Failure failure = assertThrows(Failure.class, () -> read("google", network));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(List.of("the prompt is blocked: SAFETY"), failure.details());
  }

  @Test
  void a_refusal_keeps_the_text_and_shows_no_secret_of_its_explanation() {
    network.then(
        200,
        Map.of("content-type", "application/json"),
        "{\"content\":[{\"type\":\"text\",\"text\":\"I will\"}],\"stop_reason\":\"refusal\","
            + "\"stop_details\":{\"explanation\":\"not with "
            + Fixtures.KEY
            + "\"}}");
    Failure failure = assertThrows(Failure.class, () -> read("anthropic", network));
    assertEquals(Kind.REFUSED, failure.kind());
    assertEquals(List.of("not with ***"), failure.details());
    assertEquals("I will", reply.text());
    assertEquals("content_filter", reply.finishReason());
  }

  @Test
  void an_error_event_has_its_kind_before_text_and_breaks_the_answer_after_it() {
    String error =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
            + "\"message\":\"Overloaded\"}}\n\n";
    FakeTransport first = new FakeTransport().then(200, error);
    assertEquals(
        Kind.UNAVAILABLE, assertThrows(Failure.class, () -> read("anthropic", first)).kind());
    network.then(
        200,
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\","
            + "\"text\":\"a\"}}\n\n"
            + error);
    Failure failure = assertThrows(Failure.class, () -> read("anthropic", network));
    assertEquals(Kind.INCOMPLETE, failure.kind());
    assertEquals(List.of("Overloaded"), failure.details());
    assertEquals("a", reply.text());
  }

  private void read(String provider, FakeTransport from) {
    HttpProviderClient client =
        new HttpProviderClient(from, new Dialects(), "byok/test", Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, Duration.ofSeconds(60), 0);
    try (Answer answer =
        client.ask(
            Fixtures.route(provider, null), Ask.of(prompt), terms, new RetryTest.Recorder())) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    }
  }
}
