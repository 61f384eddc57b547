package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks answers of Bedrock that fail, as a whole or in the middle. */
final class StreamFailureTest {
  private static final byte[] START = AwsFrames.event("messageStart", "{\"role\":\"assistant\"}");
  private static final byte[] TEXT =
      AwsFrames.event("contentBlockDelta", FakeBedrock.delta("Hello"));

  private final Bedrock bedrock = new Bedrock();
  private final Reply reply = new Reply();
  private FakeBedrock server;

  @BeforeEach
  void start() throws IOException {
    server = FakeBedrock.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest(name = "HTTP {0} {1} {2}: {3}, {4} requests")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | ValidationException           | The provided model identifier is invalid. | NO_MODEL     | 1
          404 | ResourceNotFoundException     | no such thing                             | NO_MODEL     | 1
          400 | ServiceQuotaExceededException | too much                                  | QUOTA        | 1
          400 | ValidationException           | Input is too long for requested model.    | REFUSED      | 1
          400 | ValidationException           | malformed                                 | REFUSED      | 1
          403 | AccessDeniedException         | not authorized to perform this            | KEY_REJECTED | 1
          403 | UnrecognizedClientException   | The security token is invalid             | KEY_REJECTED | 1
          429 | ThrottlingException           | slow down                                 | RATE_LIMIT   | 3
          429 | ModelNotReadyException        | not ready                                 | UNAVAILABLE  | 3
          424 | ModelErrorException           | oh                                        | UNAVAILABLE  | 1
          500 | InternalServerException       | oh                                        | UNAVAILABLE  | 3
          503 | ServiceUnavailableException   | oh                                        | UNAVAILABLE  | 3
          408 | ModelTimeoutException         | oh                                        | UNAVAILABLE  | 1
          """)
  void what_comes_instead_of_an_answer(
      int status, String type, String message, Kind kind, int requests) {
    for (int i = 0; i < requests; i++) {
      server.then(FakeBedrock.error(status, type, "{\"message\":\"" + message + "\"}"));
    }
    Failure failure = failure();
    assertEquals(kind, failure.kind());
    assertEquals(status, failure.status());
    assertEquals(requests, server.requests().size());
  }

  @Test
  void who_may_not_invoke_is_told_which_rights_are_missing() {
    server.then(FakeBedrock.error(403, "AccessDeniedException", "{\"message\":\"no\"}"));
    String hint = String.valueOf(failure().hint());
    assertTrue(hint.contains("bedrock:InvokeModel and"), hint);
    assertTrue(hint.contains("bedrock:InvokeModelWithResponseStream"), hint);
  }

  @Test
  void a_passing_failure_is_tried_again_with_a_fresh_signature() {
    server.then(FakeBedrock.error(503, "ServiceUnavailableException", "{\"message\":\"oh\"}"));
    server.then(RawServer.closeBeforeAnswer());
    bedrock.ask(Bedrock.route(server.url(), FakeBedrock.KEY, "m"), Bedrock.hi(), true, reply);
    assertEquals("Hello from Bedrock", reply.text());
    assertEquals(3, server.requests().size());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "throttlingException, RATE_LIMIT",
    "validationException, REFUSED",
    "internalServerException, UNAVAILABLE",
    "modelStreamErrorException, UNAVAILABLE",
    "serviceUnavailableException, UNAVAILABLE"
  })
  void an_exception_before_the_first_token_is_told_by_its_name(String type, Kind kind) {
    // A failure that may pass gets the usual three attempts.
    int attempts = kind == Kind.REFUSED ? 1 : 3;
    for (int i = 0; i < attempts; i++) {
      server.then(FakeBedrock.stream(AwsFrames.joined(START, exception(type))));
    }
    Failure failure = failure();
    assertEquals(kind, failure.kind());
    assertTrue(failure.details().contains("said so"), failure.details()::toString);
    assertEquals(attempts, server.requests().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throttlingException",
        "validationException",
        "internalServerException",
        "modelStreamErrorException",
        "serviceUnavailableException"
      })
  void an_exception_behind_the_first_token_breaks_the_answer_off(String type) {
    server.then(FakeBedrock.stream(AwsFrames.joined(START, TEXT, exception(type))));
    Failure failure = failure();
    assertEquals(Kind.INCOMPLETE, failure.kind());
    assertTrue(failure.details().contains("said so"), failure.details()::toString);
    assertEquals("Hello", reply.text());
    assertEquals(1, server.requests().size(), "a stream that began is never asked for again");
  }

  private static byte[] exception(String type) {
    return AwsFrames.exception(type, "{\"message\":\"said so\"}");
  }

  @Test
  void a_damaged_frame_breaks_the_answer_off() {
    byte[] damaged = TEXT.clone();
    damaged[damaged.length - 1] ^= 1;
    server.then(FakeBedrock.stream(AwsFrames.joined(START, damaged)));
    Failure early = failure();
    assertEquals(Kind.UNAVAILABLE, early.kind());
    assertTrue(early.text().contains("a frame of the stream is damaged"), early.text());
    server.then(FakeBedrock.openStream(AwsFrames.joined(START, TEXT, damaged)));
    assertEquals(Kind.INCOMPLETE, failure().kind());
    assertEquals("Hello", reply.text());
  }

  @Test
  void a_stream_that_ends_cleanly_before_its_message_does_is_incomplete() {
    server.then(FakeBedrock.stream(START));
    assertEquals(Kind.UNAVAILABLE, failure().kind());
    server.then(FakeBedrock.stream(AwsFrames.joined(START, TEXT)));
    assertEquals(Kind.INCOMPLETE, failure().kind());
    assertEquals("Hello", reply.text());
  }

  @Test
  void a_half_frame_behind_the_message_changes_nothing() {
    byte[] hello = FakeBedrock.hello();
    server.then(FakeBedrock.stream(Arrays.copyOf(hello, hello.length - 5)));
    ask();
    assertEquals("Hello from Bedrock", reply.text());
    assertEquals("stop", reply.finishReason());
  }

  @Test
  void a_half_frame_before_its_end_is_incomplete() {
    byte[] hello = AwsFrames.joined(START, TEXT);
    server.then(FakeBedrock.stream(Arrays.copyOf(hello, hello.length + 5)));
    Failure failure = failure();
    assertEquals(Kind.INCOMPLETE, failure.kind());
    assertEquals("Hello", reply.text());
  }

  @Test
  void usage_may_be_missing_once_the_message_has_stopped() {
    byte[] stopped =
        AwsFrames.joined(
            START, TEXT, AwsFrames.event("messageStop", "{\"stopReason\":\"max_tokens\"}"));
    server.then(FakeBedrock.stream(stopped));
    ask();
    assertEquals("length", reply.finishReason());
    assertEquals(Usage.unknown(), reply.usage());
  }

  @Test
  @Timeout(30)
  void nobody_waits_for_a_connection_that_stays_open_behind_the_usage() {
    server.then(FakeBedrock.openStream(FakeBedrock.hello()));
    ask();
    assertEquals("Hello from Bedrock", reply.text());
  }

  @ParameterizedTest
  @CsvSource({"content_filtered", "guardrail_intervened"})
  void a_filtered_answer_is_a_refusal_that_keeps_its_text(String reason) {
    byte[] filtered =
        AwsFrames.joined(
            START,
            TEXT,
            AwsFrames.event("messageStop", "{\"stopReason\":\"" + reason + "\"}"),
            AwsFrames.event("metadata", FakeBedrock.METADATA));
    server.then(FakeBedrock.stream(filtered));
    assertEquals(Kind.REFUSED, failure().kind());
    assertEquals("Hello", reply.text());
    assertEquals(7L, reply.usage().input());
  }

  @Test
  void silence_ends_at_the_idle_time_out() {
    server.then(RawServer.stallBeforeHeaders());
    Failure silent = assertThrows(Failure.class, () -> impatient(reply));
    assertEquals(Kind.UNAVAILABLE, silent.kind());
    assertEquals(1, server.requests().size());
    server.then(FakeBedrock.openStream(AwsFrames.joined(START, TEXT, Arrays.copyOf(TEXT, 20))));
    assertEquals(Kind.INCOMPLETE, assertThrows(Failure.class, () -> impatient(reply)).kind());
    assertEquals("Hello", reply.text());
  }

  @Test
  void junk_instead_of_frames_is_no_answer() {
    server.then(
        FakeBedrock.stream(
            "<html>a proxy's page, long enough</html>"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertEquals(Kind.UNAVAILABLE, failure().kind());
  }

  private void impatient(Reply into) {
    try (var answer =
        bedrock
            .client()
            .ask(
                Bedrock.route(server.url(), FakeBedrock.KEY, "m"),
                Ask.of(Bedrock.hi()),
                new Terms(true, Duration.ofMillis(300), 0),
                bedrock)) {
      for (var delta = answer.next(); delta != null; delta = answer.next()) {
        into.add(delta);
      }
    }
  }

  private void ask() {
    bedrock.ask(Bedrock.route(server.url(), FakeBedrock.KEY, "m"), Bedrock.hi(), true, reply);
  }

  private Failure failure() {
    return assertThrows(Failure.class, this::ask);
  }
}
