package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Response;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.LongForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks recorded streams of Bedrock, cut after every byte. */
final class RecordedStreamTest {
  /** The short form cuts after every eleventh byte, but near the end after each. */
  private static final int STEP = LongForm.of(11, 1);

  private static final int END = 600;
  private static final Path STREAMS = Path.of("..", "shared", "streams");

  @ParameterizedTest
  @CsvSource({"text, 22, 55, 109, 0", "reasoning, 51, 94, 63, 116"})
  void a_recorded_stream_decodes_to_the_token(
      String name, long input, long output, int text, int reasoning) throws Exception {
    byte[] stream = recorded(name);
    Reply whole = decoded(stream, stream.length);
    assertEquals(new Usage(input, null, null, output, null), whole.usage());
    assertEquals("stop", whole.finishReason());
    assertEquals(text, whole.text().length());
    assertEquals(reasoning, whole.reasoning().length());
    assertTrue(whole.text().contains("There are **3** r's in \"strawberry"), whole.text());
    for (int cut = 0; cut < stream.length; cut += STEP) {
      Reply reply = decoded(stream, cut);
      assertEquals(whole.text(), reply.text(), "cut after " + cut);
      assertEquals(whole.reasoning(), reply.reasoning(), "cut after " + cut);
      assertEquals(whole.usage(), reply.usage(), "cut after " + cut);
    }
  }

  @ParameterizedTest
  @CsvSource({"text", "reasoning"})
  void a_recorded_stream_that_ends_early_is_never_taken_for_whole(String name) throws Exception {
    byte[] stream = recorded(name);
    String whole = decoded(stream, stream.length).text();
    int complete = 0;
    for (int length = 0;
        length < stream.length;
        length += length < stream.length - END ? STEP : 1) {
      Reply reply = new Reply();
      byte[] cut = Arrays.copyOf(stream, length);
      try {
        ask(cut, length, reply);
        assertEquals(whole, reply.text(), "ended after " + length);
        complete++;
      } catch (Failure broken) {
        boolean began = !reply.text().isEmpty() || !reply.reasoning().isEmpty();
        assertEquals(began ? Kind.INCOMPLETE : Kind.UNAVAILABLE, broken.kind());
      }
    }
    assertTrue(complete > 1, "whatever is missing behind messageStop");
  }

  private static byte[] recorded(String name) throws Exception {
    Path file = STREAMS.resolve("amazon-bedrock-" + name + ".chunks.txt");
    assumeTrue(Files.exists(file));
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        for (Map.Entry<String, ?> event : Json.parseObject(line).fields().entrySet()) {
          frames.writeBytes(
              AwsFrames.event(event.getKey(), Json.write((JsonObject) event.getValue())));
        }
      }
    }
    return frames.toByteArray();
  }

  private static Reply decoded(byte[] stream, int cut) {
    Reply reply = new Reply();
    ask(stream, cut, reply);
    return reply;
  }

  private static void ask(byte[] stream, int cut, Reply reply) {
    Bedrock bedrock = new Bedrock(request -> new Recorded(stream, cut));
    bedrock.ask(
        Bedrock.route("http://127.0.0.1:1", FakeBedrock.API_KEY, "m"), Bedrock.hi(), true, reply);
  }

  /** A response whose body comes in two parts. */
  private static final class Recorded implements Response {
    private final byte[] stream;
    private final int cut;

    Recorded(byte[] stream, int cut) {
      this.stream = stream;
      this.cut = cut;
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      return name.equals("content-type")
          ? Optional.of("application/vnd.amazon.eventstream")
          : Optional.empty();
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public InputStream body() {
      return new SequenceInputStream(
          new ByteArrayInputStream(stream, 0, cut),
          new ByteArrayInputStream(stream, cut, stream.length - cut));
    }

    @Override
    public void close() {}
  }
}
