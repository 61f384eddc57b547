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
import dev.byok.dialects.OpenAiChat;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a provider's words gets through, and how long is waited for them. */
final class HttpAnswerTest {
  private final FakeTransport network = new FakeTransport();

  @Test
  void a_key_in_an_id_a_name_or_a_reason_is_not_passed_on() {
    network.then(
        200,
        "data: {\"id\":\"KEY\",\"model\":\"m KEY\",\"choices\":[{\"delta\":{\"content\":\"a\"},"
                .replace("KEY", Fixtures.KEY)
            + "\"finish_reason\":\"because "
            + Fixtures.KEY.toUpperCase(Locale.ROOT)
            + "\"}]}\n\ndata: [DONE]\n\n");
    Reply reply = read(network);
    assertEquals("***", reply.requestId());
    assertEquals("m ***", reply.servedModel());
    assertEquals("because ***", reply.finishReason());
    assertEquals("a", reply.text());
  }

  @Test
  void an_id_a_name_and_a_reason_have_a_length() {
    String event =
        "data: {\"id\":\"LONG\",\"model\":\"LONG\",\"choices\":[{\"finish_reason\":\"LONG\"}]}";
    network.then(200, event.replace("LONG", "x ".repeat(5_000)) + "\n\ndata: [DONE]\n\n");
    Reply reply = read(network);
    String cut = "x ".repeat(127) + "x…";
    assertEquals(cut, reply.requestId());
    assertEquals(cut, reply.servedModel());
    assertEquals(cut, reply.finishReason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":{\"message\":\"%s\"}}", "%s", "<title>%s</title>", "\"%s\""})
  void a_key_where_a_message_is_cut_is_not_halved(String form) {
    for (int before = 1_965; before <= 2_000; before++) {
      FakeTransport told = new FakeTransport();
      String message = "- ".repeat(1_000).substring(0, before) + Fixtures.KEY + " is unknown";
      Failure failure =
          assertThrows(Failure.class, () -> read(told.then(400, form.formatted(message))));
      String said = String.join("\n", failure.details());
      assertTrue(said.length() <= 2_000, "" + said.length());
      assertFalse(said.contains("can"), said);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 304, 305})
  void an_answer_of_3xx_without_an_address_goes_nowhere(int status) {
    Failure failure = assertThrows(Failure.class, () -> read(network.then(status, "")));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertEquals(
        "OpenAI sent neither an answer nor another address (HTTP " + status + ")", failure.text());
    assertEquals(List.of(), failure.details());
  }

  @Test
  void a_redirect_names_its_host() {
    network.then(302, Map.of("location", "https://evil.test/?k=" + Fixtures.KEY), "");
    Failure failure = assertThrows(Failure.class, () -> read(network));
    assertEquals(List.of("to https://evil.test"), failure.details());
  }

  private static Reply read(Transport network) {
    HttpProviderClient client =
        new HttpProviderClient(
            network, Map.of("openai-chat", new OpenAiChat()), "byok/test", Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Reply reply = new Reply();
    Terms terms = new Terms(true, Duration.ofSeconds(5), 0);
    try (Answer answer =
        client.ask(Fixtures.route("openai", null), prompt, terms, new RetryTest.Recorder())) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    }
    return reply;
  }
}
