package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.client.Recording.Framed;
import dev.byok.client.Recording.Told;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks streams of Anthropic and Gemini, whole and cut after every byte. */
final class RecordedStreamsTest {
  private static final Optional<Kind> COMPLETE = Optional.empty();

  static Stream<Recording> recordings() {
    return Stream.of(
        new Recording(
            "anthropic-text",
            "anthropic",
            List.of(),
            3,
            new Told(
                "Hello! I'm doing well, thank you for asking. How are you doing today? Is there"
                    + " anything I can help you with?",
                0,
                "stop",
                "msg_01QC4g3HwBThD4BaNtBckFDJ",
                "claude-sonnet-4-5-20250929",
                new Usage(12L, 0L, 0L, 30L, null),
                COMPLETE)),
        new Recording(
            "anthropic-message-delta-input-tokens",
            "anthropic",
            List.of(),
            2,
            new Told(
                "pong",
                0,
                "stop",
                "msg_3196a1cc08de4d76b85b8f5777c0d42b",
                "claude-opus-4-5-20251101",
                new Usage(61L, null, null, 2L, null),
                COMPLETE)),
        new Recording(
            "anthropic-refusal",
            "anthropic",
            List.of(),
            -1,
            new Told(
                "",
                0,
                "content_filter",
                "msg_01RefusalStreamAbcdefghijk",
                "claude-fable-5",
                new Usage(18L, 0L, 0L, 5L, null),
                Optional.of(Kind.REFUSED))),
        new Recording(
            "duplicate-message-start",
            "anthropic",
            List.of(),
            3,
            new Told(
                "Hello, World!",
                0,
                "stop",
                "msg_dup",
                "claude-3-haiku-20240307",
                new Usage(17L, null, null, 227L, null),
                COMPLETE)),
        new Recording(
            "google-text",
            "google",
            List.of(),
            0,
            new Told(
                "There are **3** \"r\"s in strawberry.\n\nst**r**awbe**rr**y",
                0,
                "stop",
                "bH6LaZW8Fp_3nsEPqtaSwQ4",
                "gemini-3-pro-preview",
                new Usage(9L, null, null, 208L, 185L),
                COMPLETE)),
        new Recording(
            "google-reasoning-gemini3",
            "google",
            List.of(),
            0,
            new Told(
                "There are **3** \"r\"s in strawberry.\n\nSt**r**awbe**rr**y",
                0,
                "stop",
                "M3iLaY-AI7zTxN8P3Piw4Qg",
                "gemini-3-pro-preview",
                new Usage(9L, null, null, 325L, 302L),
                COMPLETE)),
        new Recording(
            "our own for Anthropic",
            "minimax",
            List.of(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"model\":\"x\","
                    + "\"usage\":{\"input_tokens\":2,\"cache_creation_input_tokens\":30,"
                    + "\"output_tokens\":1}}}",
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\","
                    + "\"thinking\":\"häm\"}}",
                "{\"type\":\"ping\"}",
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\","
                    + "\"text\":\"字🙂\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"},"
                    + "\"usage\":{\"output_tokens\":9}}",
                "{\"type\":\"message_stop\"}"),
            1,
            new Told("字🙂", 3, "length", "m1", "x", new Usage(32L, null, 30L, 9L, null), COMPLETE)),
        new Recording(
            "our own for Gemini",
            "google",
            List.of(
                "{\"responseId\":\"r1\",\"modelVersion\":\"x\"}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"thought\":true,"
                    + "\"text\":\"häm\"}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"字\"},"
                    + "{\"text\":\"🙂\"}]},\"finishReason\":\"MAX_TOKENS\"}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":7,\"cachedContentTokenCount\":4,"
                    + "\"candidatesTokenCount\":2,\"thoughtsTokenCount\":5}}"),
            1,
            new Told("字🙂", 3, "length", "r1", "x", new Usage(7L, 4L, null, 7L, 5L), COMPLETE)));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void a_stream_tells_the_same_wherever_it_is_cut_in_two(Recording recording) throws Exception {
    byte[] bytes = recording.framed().bytes();
    for (int cut = 1; cut <= bytes.length; cut++) {
      assertEquals(
          recording.told(), read(recording.provider(), bytes, cut, bytes.length), "cut at " + cut);
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void a_stream_that_ends_early_is_not_complete(Recording recording) throws Exception {
    Framed framed = recording.framed();
    byte[] bytes = framed.bytes();
    // The last event but one of Anthropic's messages has the finish reason and the usage.
    int last = framed.ends().size() - (recording.provider().equals("google") ? 1 : 2);
    int complete = framed.ends().get(last);
    int firstText =
        recording.firstText() < 0 ? bytes.length : framed.ends().get(recording.firstText());
    for (int end = 0; end < bytes.length; end++) {
      Told told = read(recording.provider(), bytes, end, end);
      if (end >= complete) {
        assertEquals(recording.told(), told, "ends at " + end);
      } else {
        Kind kind = end < firstText ? Kind.UNAVAILABLE : Kind.INCOMPLETE;
        assertEquals(Optional.of(kind), told.failure(), "ends at " + end);
      }
    }
  }

  private static Told read(String provider, byte[] bytes, int cut, int end) {
    HttpProviderClient client =
        new HttpProviderClient(
            request -> new Cut(bytes, cut, end), new Dialects(), "byok/test", Clock.systemUTC());
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, Duration.ofSeconds(60), 0);
    Reply reply = new Reply();
    Optional<Kind> failure = COMPLETE;
    try (Answer answer =
        client.ask(
            Fixtures.route(provider, null), Ask.of(prompt), terms, new RetryTest.Recorder())) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    } catch (Failure broken) {
      failure = Optional.of(broken.kind());
    }
    return new Told(
        reply.text(),
        reply.reasoning().length(),
        reply.finishReason(),
        reply.requestId(),
        reply.servedModel(),
        reply.usage(),
        failure);
  }

  /** A response that arrives in two pieces and may end early. */
  private static final class Cut implements Response {
    private final byte[] bytes;
    private final int cut;
    private final int end;

    Cut(byte[] bytes, int cut, int end) {
      this.bytes = bytes;
      this.cut = cut;
      this.end = end;
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public InputStream body() {
      return new InputStream() {
        private int at;

        @Override
        public int read() {
          return at == end ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          int count = Math.min(length, (at < cut ? cut : end) - at);
          System.arraycopy(bytes, at, buffer, offset, count);
          at += count;
          return count == 0 ? -1 : count;
        }
      };
    }

    @Override
    public void close() {}
  }
}
