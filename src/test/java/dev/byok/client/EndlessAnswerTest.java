package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Quirks;
import dev.byok.dialects.Call;
import dev.byok.dialects.openai.OpenAiChat;
import dev.byok.failure.Failure;
import dev.byok.http.Header;
import dev.byok.http.Response;
import dev.byok.json.JsonObject;
import dev.byok.secrets.Redaction;
import dev.byok.testing.LongForm;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks endless answers in a process with little memory. */
final class EndlessAnswerTest {
  private static final String PIECE = "字".repeat(LongForm.of(400, 4));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text    | INCOMPLETE: the answer broke off: its text is longer than 64 MiB
          line    | UNAVAILABLE: OpenAI sent no answer:
          body    | UNAVAILABLE: OpenAI sent
          objects | UNAVAILABLE: OpenAI sent
          """)
  void end_as_failures(String form, String said) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dbyok.long=" + LongForm.IS_ON,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                EndlessAnswerTest.class.getName(),
                form)
            .redirectErrorStream(true)
            .start();
    try {
      String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertTrue(out.startsWith(said), out);
      assertEquals(0, child.exitValue(), out);
    } finally {
      child.destroyForcibly();
    }
  }

  /** Runs the child, which reads the given answer and prints the failure that ended it. */
  public static void main(String[] args) throws IOException {
    Endless response =
        switch (args[0]) {
          case "text" ->
              new Endless(
                  "", "data: {\"choices\":[{\"delta\":{\"content\":\"" + PIECE + "\"}}]}\n\n", "");
          case "line" -> new Endless("data: {\"a\":\"", "字", "");
          case "body" -> new Endless("{\"a\":\"", "字", "application/json");
          default -> new Endless("{\"a\":[{}", ",{}".repeat(2_700_000) + "]}", "application/json");
        };
    String said = "no failure";
    ProviderFailures failures =
        new ProviderFailures(Fixtures.route("openai", null), Redaction.none());
    try (HttpAnswer answer =
        new HttpAnswer(
            response,
            new UsualConventions().events(Fixtures.route("openai", null)),
            new OpenAiChat().decoder(new Call("m", true, new Quirks(JsonObject.empty()), null)),
            new HttpAnswer.Asked(failures, Duration.ofSeconds(60), 1, null))) {
      while (answer.next() != null) {
        // Keeps nothing: code that keeps text keeps no more than the heap has room for.
        said = "an answer without an end";
      }
    } catch (Failure failure) {
      said = failure.kind() + ": " + failure.text();
    }
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(said.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record Endless(String start, String filler, String type) implements Response {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      return name.equals("content-type") && !type.isEmpty() ? Optional.of(type) : Optional.empty();
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public InputStream body() {
      return new InputStream() {
        private byte[] now = start.getBytes(StandardCharsets.UTF_8);
        private int at;
        private boolean once;

        @Override
        public int read(byte[] buffer, int offset, int length) {
          int count = 0;
          for (int next = 0; count < length && (next = read()) >= 0; count++) {
            buffer[offset + count] = (byte) next;
          }
          return count == 0 ? -1 : count;
        }

        @Override
        public int read() {
          if (at == now.length) {
            if (once && filler.length() > 1_000) {
              return -1;
            }
            now = once ? now : filler.getBytes(StandardCharsets.UTF_8);
            once = true;
            at = 0;
          }
          return now[at++] & 0xff;
        }
      };
    }

    @Override
    public void close() {}
  }
}
