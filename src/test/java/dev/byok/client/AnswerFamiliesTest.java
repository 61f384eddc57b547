package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks families of odd answers in every dialect. Each is requested only once. */
final class AnswerFamiliesTest {
  private static final Usage SEVEN_TWO = new Usage(7L, null, null, 2L, null);

  private static Reply reply(Dialect dialect, Sender sender) {
    Reply reply = new Reply();
    HttpProviderClient client =
        new HttpProviderClient(sender, new Dialects(), "byok/test", Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, Duration.ofSeconds(5), 2);
    try (Answer answer =
        client.ask(dialect.route(), Ask.of(prompt), terms, new RetryTest.Recorder())) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    } finally {
      assertEquals(1, sender.requests(), "asked again");
    }
    return reply;
  }

  private static void assertHello(Dialect dialect, String type, String body) {
    assertHello(dialect, new Sender(type, body));
  }

  private static void assertHello(Dialect dialect, Sender sender) {
    Reply reply = reply(dialect, sender);
    assertEquals("Hello", reply.text());
    assertEquals("stop", reply.finishReason());
    assertEquals(SEVEN_TWO, reply.usage());
  }

  static Stream<Arguments> forms() {
    return Stream.of(Dialect.values())
        .flatMap(dialect ->
            Stream.of("text/event-stream", "application/json", "text/plain", "", "text/html")
                .map(type -> Arguments.of(dialect, type)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void the_bytes_tell_the_form_whatever_the_type_says(Dialect dialect, String type) {
    assertHello(dialect, type, dialect.stream());
    assertHello(dialect, type, dialect.whole());
    assertHello(dialect, type, "\uFEFF" + dialect.whole());
    assertHello(dialect, type, "\uFEFF" + dialect.stream());
    assertHello(dialect, type, "\n\n \r\n".repeat(60) + dialect.whole());
    assertHello(dialect, type, dialect.whole().replace(",", ",\n  "));
    assertHello(dialect, type, dialect.lines());
    assertHello(dialect, "application/x-ndjson", dialect.lines());
    assertHello(dialect, "application/json-seq", "\u001e" + dialect.lines());
    assertHello(dialect, type, ": PROCESSING\n\n".repeat(20) + dialect.whole());
  }

  static Stream<Arguments> oddEvents() {
    return Stream.of(Dialect.values())
        .flatMap(dialect ->
            Stream.of(
                    "data:\n\n",
                    "data: \n\n",
                    "data: ping\n\n",
                    "data: keep-alive\n\n",
                    "data: null\n\n",
                    ": comment\n\n",
                    "event: keepalive\ndata:\n\n",
                    "event: tool.progress\ndata: {\"message\":\"searching\"}\n\n",
                    "event: status\ndata: working\n\n",
                    "event: citations\ndata: [1,2]\n\n",
                    "retry: 3000\n\n")
                .map(event -> Arguments.of(dialect, event)));
  }

  @ParameterizedTest
  @MethodSource("oddEvents")
  void what_is_no_part_of_the_answer_is_passed_over(Dialect dialect, String event) {
    String stream = dialect.stream();
    int middle = stream.indexOf("\n\n", stream.indexOf("Hel")) + 2;
    assertHello(dialect, "text/event-stream", event + stream);
    assertHello(
        dialect,
        "text/event-stream",
        stream.substring(0, middle) + event + stream.substring(middle));
    assertHello(dialect, "text/event-stream", stream + event);
  }

  @ParameterizedTest
  @CsvSource({"CHAT", "RESPONSES", "MESSAGES", "GEMINI"})
  void what_is_compressed_unasked_is_read_all_the_same(Dialect dialect) throws IOException {
    for (String body : List.of(dialect.stream(), dialect.whole())) {
      ByteArrayOutputStream gzip = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(gzip)) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
      ByteArrayOutputStream deflate = new ByteArrayOutputStream();
      try (OutputStream out = new DeflaterOutputStream(deflate)) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
      assertHello(dialect, new Sender("application/json", gzip.toByteArray(), false, "gzip"));
      assertHello(dialect, new Sender("text/event-stream", gzip.toByteArray(), false, ""));
      assertHello(dialect, new Sender("", deflate.toByteArray(), false, "deflate"));
      byte[] plain = body.getBytes(StandardCharsets.UTF_8);
      assertHello(dialect, new Sender("text/event-stream", plain, false, "gzip"));
      assertHello(dialect, new Sender("text/event-stream", plain, false, "br"));
    }
    Sender brotli = new Sender("text/event-stream", new byte[] {0x1b, 3, 0, 1}, false, "br");
    Failure failure = assertThrows(Failure.class, () -> reply(dialect, brotli));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertTrue(failure.text().contains("(Content-Encoding: br)"), failure.text());
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, abort",
    "CHAT, cancelled",
    "CHAT, insufficient_system_resource",
    "CHAT, xyz",
    "MESSAGES, pause_turn",
    "MESSAGES, abort",
    "MESSAGES, xyz",
    "GEMINI, OTHER",
    "GEMINI, MALFORMED_FUNCTION_CALL",
    "GEMINI, UNEXPECTED_TOOL_CALL",
    "GEMINI, MALFORMED_RESPONSE",
    "GEMINI, XYZ"
  })
  void a_reason_that_is_no_good_end_is_told_with_its_text(Dialect dialect, String reason) {
    for (String body : List.of(dialect.stream(reason), dialect.body.formatted(reason))) {
      Sender sender = new Sender("", body);
      Failure failure = assertThrows(Failure.class, () -> reply(dialect, sender));
      assertEquals(Kind.INCOMPLETE, failure.kind());
      assertTrue(failure.text().contains(reason.toLowerCase(Locale.ROOT)), failure.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, content_filter", "CHAT, SAFETY", "CHAT, content_filtered", "MESSAGES, refusal",
    "MESSAGES, content_filter", "GEMINI, LANGUAGE", "GEMINI, IMAGE_SAFETY", "GEMINI, MODEL_ARMOR"
  })
  void a_filter_of_any_name_refuses(Dialect dialect, String reason) {
    for (String body : List.of(dialect.stream(reason), dialect.body.formatted(reason))) {
      Sender sender = new Sender("", body);
      assertEquals(Kind.REFUSED, assertThrows(Failure.class, () -> reply(dialect, sender)).kind());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, null",
    "CHAT, ''",
    "MESSAGES, ''",
    "GEMINI, FINISH_REASON_UNSPECIFIED",
    "GEMINI, ''"
  })
  void a_reason_that_is_none_is_no_end(Dialect dialect, String reason) {
    Sender sender = new Sender("text/event-stream", dialect.stream(reason));
    assertEquals(Kind.INCOMPLETE, assertThrows(Failure.class, () -> reply(dialect, sender)).kind());
  }

  @ParameterizedTest
  @CsvSource({"CHAT", "RESPONSES", "MESSAGES", "GEMINI"})
  void behind_reason_and_usage_a_cut_changes_nothing(Dialect dialect) {
    for (String more : List.of("", "data: {\"cho", ": x", "data: {oops}\n\n")) {
      byte[] stream = (dialect.stream() + more).getBytes(StandardCharsets.UTF_8);
      assertHello(dialect, new Sender("text/event-stream", stream, false, ""));
      assertHello(dialect, new Sender("text/event-stream", stream, true, ""));
    }
  }

  @Test
  void an_unstreamed_piece_and_an_error_of_zero_are_read_all_the_same() {
    assertHello(Dialect.CHAT, "application/json", Dialect.CHAT.whole().replace("message", "delta"));
    for (String zero :
        List.of("{\"code\":0,\"message\":\"success\"}", "{\"code\":\"0\"}", "null")) {
      String piece = "\"error\":" + zero + ",\"choices\"";
      assertHello(Dialect.CHAT, "", Dialect.CHAT.stream().replace("\"choices\"", piece));
      assertHello(Dialect.CHAT, "", Dialect.CHAT.whole().replace("\"choices\"", piece));
    }
  }

  @ParameterizedTest
  @CsvSource({"CHAT", "RESPONSES", "MESSAGES", "GEMINI"})
  void the_last_event_counts_though_its_line_is_not_ended(Dialect dialect) {
    byte[] stream = dialect.stream().stripTrailing().getBytes(StandardCharsets.UTF_8);
    assertHello(dialect, new Sender("text/event-stream", stream, true, ""));
    assertHello(dialect, new Sender("text/event-stream", stream, false, ""));
  }

  /** Some servers send a finish reason and usage with each piece, and pause to think in between. */
  @Test
  void an_early_reason_ends_nothing_however_long_the_pause() throws Exception {
    String piece =
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}]},"
            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7,"
            + "\"candidatesTokenCount\":2}}\n\n";
    for (String first : List.of("Hel", "")) {
      RawServer.Script script =
          socket -> {
            RawServer.events(piece.formatted(first)).play(socket);
            TimeUnit.MILLISECONDS.sleep(1500);
            String rest = piece.formatted("Hello".substring(first.length()));
            socket.getOutputStream().write(rest.getBytes(StandardCharsets.UTF_8));
          };
      try (RawServer server = RawServer.start(script)) {
        assertEquals("Hello", asked(server).text());
      }
    }
  }

  private static Reply asked(RawServer server) {
    HttpProviderClient client =
        new HttpProviderClient(
            new SocketTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty())),
            new Dialects(),
            "byok/test",
            Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, Duration.ofSeconds(20), 0);
    Reply reply = new Reply();
    try (Answer answer =
        client.ask(
            Fixtures.route("google", server.url() + "/v1beta"),
            Ask.of(prompt),
            terms,
            new RetryTest.Recorder())) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    }
    return reply;
  }

  @ParameterizedTest
  @CsvSource({"CHAT", "MESSAGES", "GEMINI"})
  void a_reason_before_the_last_word_was_none(Dialect dialect) {
    String end = dialect.stream();
    String more = end.substring(end.indexOf("data: ", end.indexOf("Hel")));
    String again = more.substring(0, more.indexOf("\n\n") + 2);
    Sender sender = new Sender("text/event-stream", end + again);
    Failure failure = assertThrows(Failure.class, () -> reply(dialect, sender));
    assertEquals(Kind.INCOMPLETE, failure.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"answer\":42}",
        "{\"output\":[{\"text\":\"Hi\"}],\"status\":\"completed\"}",
        "Hello, I am an answer.",
        "upstream connect error or disconnect",
        "\"text\"",
        "{\"error\":{\"message\":\"something new\"}}"
      })
  void what_is_no_answer_is_asked_for_once_and_told_of(String body) {
    for (Dialect dialect : Dialect.values()) {
      for (String type : List.of("application/json", "text/plain", "text/event-stream", "")) {
        Sender sender = new Sender(type, body);
        Failure failure = assertThrows(Failure.class, () -> reply(dialect, sender));
        assertEquals(Kind.UNAVAILABLE, failure.kind(), failure.text());
        String told = failure.text() + failure.details();
        String word =
            body.length() < 5 ? "what came" : body.replaceAll(".*\"(?=[a-z])|\"?[]}]*$", "");
        assertTrue(told.contains(word), word + " in " + told);
      }
    }
  }
}
