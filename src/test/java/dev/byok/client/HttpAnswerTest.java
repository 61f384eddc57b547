package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which words of a provider are passed on, and how long byok waits for them. */
final class HttpAnswerTest {
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";

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
    Reply reply = new Reply();
    Failure failure = assertThrows(Failure.class, () -> read(ask(network, null, LONG), reply));
    assertEquals("the answer broke off: finish reason \"because ***\"", failure.text());
    assertEquals("***", reply.requestId());
    assertEquals("m ***", reply.servedModel());
    assertEquals("because ***", reply.finishReason());
    assertEquals("a", reply.text());
  }

  @Test
  void an_id_a_name_and_a_reason_have_a_length() {
    String event =
        "data: {\"id\":\"LONG\",\"model\":\"LONG\",\"choices\":[{\"delta\":{\"content\":\"a\"},"
            + "\"finish_reason\":\"LONG\"}]}";
    network.then(200, event.replace("LONG", "x ".repeat(5_000)) + "\n\ndata: [DONE]\n\n");
    Reply reply = new Reply();
    assertThrows(Failure.class, () -> read(ask(network, null, LONG), reply));
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

  @Test
  @Timeout(20)
  void what_holds_no_text_is_waited_out_ten_times_as_long_as_a_silence() throws IOException {
    RawServer.Script queue =
        socket -> {
          RawServer.bytes(HEAD).play(socket);
          drip(socket, ": PROCESSING\n\n", 30);
          RawServer.bytes(EVENT + "data: [DONE]\n\n").play(socket);
        };
    assertEquals("a", played(queue).text());
    Failure failure = assertThrows(Failure.class, () -> played(dripping("", ": PROCESSING\n\n")));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertEquals(
        "OpenAI sent no answer: no text came within 4 s, ten times the idle time-out",
        failure.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {": x\n", "\n", "x", "event: ping\ndata: {}\n\n", "data: {}\n\n"})
  @Timeout(20)
  void what_is_no_event_does_not_keep_an_answer_alive(String drip) {
    Failure failure = assertThrows(Failure.class, () -> played(dripping(EVENT, drip)));
    assertEquals(Kind.INCOMPLETE, failure.kind());
    assertEquals(
        "the answer broke off: no text came within 4 s, ten times the idle time-out",
        failure.text());
  }

  @Test
  @Timeout(20)
  void an_unstreamed_body_that_drips_ends() {
    RawServer.Script drip =
        socket -> {
          RawServer.bytes(HEAD.replace("text/event-stream", "application/json")).play(socket);
          drip(socket, " ", 1_000);
        };
    assertEquals(Kind.UNAVAILABLE, assertThrows(Failure.class, () -> played(drip)).kind());
  }

  @Test
  @Timeout(20)
  void the_body_of_a_failure_is_not_waited_for() {
    RawServer.Script drip =
        socket -> {
          RawServer.bytes("HTTP/1.1 401 No\r\n\r\n").play(socket);
          drip(socket, "x", 1_000);
        };
    assertEquals(Kind.KEY_REJECTED, assertThrows(Failure.class, () -> played(drip)).kind());
  }

  @Test
  @Timeout(20)
  void a_caller_that_takes_its_time_is_no_silence() throws Exception {
    try (RawServer server = RawServer.start(RawServer.bytes(HEAD + EVENT + "data: [DONE]\n\n"));
        Answer answer = ask(transport(), server.url(), SHORT)) {
      assertEquals(new Delta.Text("a"), answer.next());
      Thread.sleep(SHORT.toMillis() * 6);
      assertNull(answer.next());
    }
  }

  private static RawServer.Script dripping(String first, String drip) {
    return socket -> {
      RawServer.bytes(HEAD + first).play(socket);
      drip(socket, drip, 1_000);
    };
  }

  private static void drip(Socket socket, String text, int times)
      throws IOException, InterruptedException {
    for (int i = 0; i < times; i++) {
      RawServer.bytes(text).play(socket);
      Thread.sleep(50);
    }
  }

  private static Reply played(RawServer.Script script) throws IOException {
    try (RawServer server = RawServer.start(script)) {
      return read(ask(transport(), server.url(), SHORT));
    }
  }

  private static Transport transport() {
    return new SocketTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty()));
  }

  private static Reply read(Transport network) {
    return read(ask(network, null, LONG));
  }

  private static Reply read(Answer answer) {
    return read(answer, new Reply());
  }

  private static Reply read(Answer answer, Reply reply) {
    try (answer) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    }
    return reply;
  }

  private static Answer ask(Transport network, @Nullable String host, Duration idle) {
    HttpProviderClient client =
        new HttpProviderClient(network, new Dialects(), "byok/test", Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, idle, 0);
    return client.ask(
        Fixtures.route("openai", host), Ask.of(prompt), terms, new RetryTest.Recorder());
  }
}
