package dev.byok.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the demo provider, with which users test their own scripts. */
final class DemoProviderTest {
  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() {
    byok = new CliRunner(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello, keys", "  leading", "two\n\nparagraphs", "é 漢 🙂", "x", "a\tb "})
  void echo_says_what_it_was_told(String prompt) {
    for (String option : List.of("--retries=0", "--no-stream")) {
      CliRunner.Result result = byok.run("run", "-m", "demo/echo", option, prompt);
      assertEquals(0, result.exitCode(), result.err());
      assertEquals(prompt + "\n", result.out());
      assertEquals("", result.err());
    }
  }

  @Test
  void an_image_goes_beside_the_words(@TempDir Path folder) throws Exception {
    Path image = folder.resolve("a.gif");
    Files.writeString(image, "GIF89a");
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "-f", image.toString(), "one two");
    assertEquals("one two\n", result.out(), result.err());
    assertEquals(2L, lastEntry().at("usage").count("input"));
  }

  @Test
  void every_run_is_in_the_ledger_with_its_tokens() throws Exception {
    assertEquals(
        0, byok.run("run", "-m", "demo/echo", "-s", "be brief", "one two three").exitCode());
    JsonObject entry = lastEntry();
    assertEquals("ok", entry.text("status"));
    assertEquals("demo", entry.text("provider"));
    assertEquals(5L, entry.at("usage").count("input"));
    assertEquals(3L, entry.at("usage").count("output"));
    assertEquals(null, entry.get("key"));
  }

  @Test
  void the_answer_is_streamed_word_by_word() {
    List<String> lines =
        byok.run("run", "-m", "demo/echo", "--stream-json", "one two three").out().lines().toList();
    assertEquals(3, lines.stream().filter(line -> line.contains("\"type\":\"text\"")).count());
  }

  @Test
  void cut_breaks_off_in_the_middle() throws Exception {
    CliRunner.Result result = byok.run("run", "-m", "demo/cut", "one two three four");
    assertEquals(10, result.exitCode(), result.err());
    assertEquals("one two\n", result.out());
    assertEquals("incomplete", lastEntry().text("status"));
  }

  @Test
  void slow_takes_its_time() {
    long start = System.nanoTime();
    assertEquals("a b\n", byok.run("run", "-m", "demo/slow", "a b").out());
    assertTrue(System.nanoTime() - start > 400_000_000L);
  }

  @ParameterizedTest(name = "demo/{0} is exit {1}")
  @CsvSource({
    "error-400, 9",
    "error-401, 4",
    "error-402, 6",
    "error-403, 4",
    "error-404, 5",
    "error-429, 7",
    "error-500, 8",
    "error-503, 8",
    "error-529, 8",
    "error-200, 5",
    "error-, 5",
    "error-4040, 5",
    "nothing, 5"
  })
  void failures_come_on_request(String model, int exitCode) throws Exception {
    CliRunner.Result result = byok.run("run", "-m", "demo/" + model, "--retries", "0", "hi");
    assertEquals(exitCode, result.exitCode(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().matches("byok: .*demo provider[^\\n]*\\n(?s).*"), result.err());
    assertEquals(1L, lastEntry().count("attempts"));
  }

  @Test
  void a_rate_limit_is_tried_again_when_it_says() throws Exception {
    long start = System.nanoTime();
    assertEquals(7, byok.run("run", "-m", "demo/error-429", "--retries", "1", "hi").exitCode());
    assertTrue(System.nanoTime() - start >= 1_000_000_000L);
    assertEquals(2L, lastEntry().count("attempts"));
  }

  @Test
  void it_listens_on_loopback_alone_and_starts_once() {
    DemoProvider demo = new DemoProvider();
    URI base = URI.create(demo.start());
    assertEquals("127.0.0.1", base.getHost());
    assertEquals("/v1", base.getPath());
    assertEquals(base.toString(), demo.start());
  }

  private JsonObject lastEntry() throws Exception {
    String ledger = Files.readString(home.resolve("usage.json"));
    return Json.parseObject("{\"all\":" + ledger + "}").objects("all").getLast();
  }
}
