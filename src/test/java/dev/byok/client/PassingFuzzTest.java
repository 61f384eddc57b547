package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.routing.Route;
import dev.byok.testing.Program;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes damaged answers on. Whatever byok makes of them, the program gets what came. */
final class PassingFuzzTest {
  private static final String STOP =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n";
  private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7}}\n\n";
  private static final List<String> STREAMS =
      List.of(
          "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n" + STOP + USAGE,
          "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"a\","
              + "\"usage\":{\"input_tokens\":7}}}\n\nevent: message_stop\ndata: {}\n\n",
          "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"finishReason\":\"STOP\"}]"
              + ",\"usageMetadata\":{\"promptTokenCount\":1}}\n,{}]",
          "{\"data\":[{\"embedding\":[0.1,[2],\"x\"]}],\"usage\":{\"prompt_tokens\":1}}",
          "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\","
              + "\"output\":[],\"usage\":{\"input_tokens\":7}}}\n\n");

  private final Random random = new Random(99);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai-chat",
        "openai-responses",
        "anthropic-messages",
        "gemini-generate-content",
        "mistral-fim",
        "embeddings",
        "none"
      })
  void what_came_goes_on(String decoder) throws Exception {
    int good = 0;
    for (int run = 0; run < 3_000; run++) {
      byte[] sent = mutated(STREAMS.get(random.nextInt(STREAMS.size())));
      boolean isPacked = random.nextInt(3) == 0;
      sent = isPacked ? damaged(gzip(sent)) : sent;
      boolean isCut = random.nextBoolean();
      Program program = Program.staying();
      String coding = isPacked ? "gzip" : "";
      boolean isGood = pass(new Sender(type(), sent, isCut, coding), program, decoder, false);
      good += isGood ? 1 : 0;
      assertArrayEquals(sent, program.body());
      assertTrue(!isCut || !program.ended());
    }
    assertTrue(good > 0, "none was read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-chat", "none"})
  void nothing_but_the_chunk_is_taken_out(String decoder) throws Exception {
    for (int run = 0; run < 3_000; run++) {
      String before = new String(mutated(STREAMS.getFirst()), StandardCharsets.ISO_8859_1);
      before = before.replace("\"usage\"", "\"other\"").replace('\r', ' ') + "\n\n";
      byte[] sent = (before + USAGE + before).getBytes(StandardCharsets.ISO_8859_1);
      boolean isPacked = random.nextBoolean();
      Program program = Program.staying();
      pass(
          new Sender(type(), isPacked ? gzip(sent) : sent, false, isPacked ? "gzip" : ""),
          program,
          decoder,
          true);
      String got = new String(program.body(), StandardCharsets.ISO_8859_1);
      assertEquals(before + before, got);
    }
  }

  /** Returns whether the answer counts as good. */
  private static boolean pass(Sender sender, Program program, String decoder, boolean hides)
      throws Exception {
    Route route = Fixtures.route("openai-compatible", "http://127.0.0.1:1/v1");
    HttpProviderClient client =
        new HttpProviderClient(sender, new Dialects(), "byok/test", Clock.systemUTC());
    Passed passed =
        new Passed(
            "POST",
            route.endpoint().resolve("/x"),
            List.of(),
            null,
            new Passed.Reading(decoder, true, null, hides));
    Terms terms = new Terms(true, Duration.ofSeconds(30), 0);
    try (Answer answer = client.ask(route, new Ask.Passing(passed, program), terms, new Calm())) {
      while (answer.next() != null) {
        assertEquals(1, answer.attempts());
      }
      return true;
    } catch (Failure failure) {
      assertTrue(failure.kind().exitCode() > 1, failure.text());
      return false;
    }
  }

  private String type() {
    List<String> types = List.of("text/event-stream", "application/json", "", "text/html");
    return types.get(random.nextInt(types.size()));
  }

  private byte[] mutated(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 ? bytes : damaged(bytes);
  }

  private byte[] damaged(byte[] bytes) {
    byte[] copy = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? bytes.length / 2 : bytes.length);
    for (int i = 0; i < random.nextInt(4) && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private static byte[] gzip(byte[] clear) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(clear);
    }
    return packed.toByteArray();
  }

  /** A caller that never stops. */
  private static final class Calm implements Progress {
    @Override
    public void attempt(int number) {}

    @Override
    public void notice(String line) {}

    @Override
    public void verbose(String line) {}

    @Override
    public boolean pause(Duration wait) {
      return true;
    }

    @Override
    public boolean stopped() {
      return false;
    }

    @Override
    public void opened(Closeable connection) {}
  }
}
