package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how words, files and standard input become a prompt, as the demo provider echoes it. */
final class PromptInputTest {
  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() {
    byok = new CliRunner(home);
  }

  @Test
  void an_empty_text_ends_no_answer() {
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "--stop", "", "hi");
    Scenario.assertFailure(result, 2);
    assertEquals("", result.out());
  }

  @Test
  void words_are_joined_by_a_space() {
    assertEquals("two words  here\n", echo("two", "words ", "here"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"@file", "@", "${sys:user.name}", "a,b", "\"quoted\"", "\\n", "%s", "é 漢 🙂"})
  void words_are_taken_literally(String word) {
    assertEquals(word + "\n", echo(word));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-x", "--help", "--", "-"})
  void behind_two_dashes_a_word_is_no_option(String word) {
    CliRunner.Result result =
        byok.stdin("input").run("run", "-m", "demo/echo", "--no-stdin", "--", word, "end");
    assertEquals(word + " end\n", result.out(), result.err());
  }

  @Test
  void standard_input_comes_behind_a_blank_line_without_its_last_newline() {
    byok.stdin("piped\n\n");
    assertEquals("words\n\npiped\n", echo("words"));
    byok.stdin("piped\r\n");
    assertEquals("words\n\npiped\n", echo("words"));
    byok.stdin("  piped");
    assertEquals("words\n\n  piped\n", echo("words"));
  }

  @Test
  void a_dash_alone_is_standard_input() {
    byok.stdin("piped\n");
    assertEquals("piped\n", echo("-"));
  }

  @Test
  void standard_input_can_be_left_alone() {
    byok.stdin("piped");
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "--no-stdin", "words");
    assertEquals("words\n", result.out(), result.err());
  }

  @Test
  void a_file_is_fenced_and_named_and_comes_first() throws Exception {
    Path file = home.resolve("notes.txt");
    Files.writeString(file, "line 1\nline 2\n");
    assertEquals(
        "notes.txt\n```\nline 1\nline 2\n```\n\nwords\n", echo("-f", file.toString(), "words"));
  }

  @Test
  void no_content_can_end_its_fence() throws Exception {
    Path file = home.resolve("a.md");
    Files.writeString(file, "```\ncode\n```\n`````");
    assertEquals("a.md\n``````\n```\ncode\n```\n`````\n``````\n", echo("-f", file.toString()));
  }

  @Test
  void several_files_keep_their_order() throws Exception {
    Path b = home.resolve("b");
    Path a = home.resolve("a");
    Files.writeString(b, "1");
    Files.writeString(a, "");
    assertEquals("b\n```\n1\n```\n\na\n```\n\n```\n", echo("-f", b.toString(), "-f", a.toString()));
  }

  @Test
  void a_file_that_cannot_be_read_is_named_and_nothing_is_sent() throws Exception {
    for (Path file : new Path[] {home.resolve("absent"), home}) {
      CliRunner.Result result = byok.run("run", "-m", "demo/echo", "-f", file.toString(), "hi");
      assertTrue(
          Scenario.assertFailure(result, 12).get(0).contains("\"" + file + "\""), result.err());
      assertEquals("", result.out());
    }
    assertTrue(Scenario.ledger(home).isEmpty());
  }

  @Test
  void what_is_no_text_is_refused() throws Exception {
    Path file = home.resolve("image.png");
    Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'K', 0, (byte) 0xff});
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "-f", file.toString(), "hi");
    assertTrue(Scenario.assertFailure(result, 2).get(0).contains("UTF-8"), result.err());
    Scenario.assertFailure(byok.stdin("a\0b").run("run", "-m", "demo/echo"), 2);
  }

  @Test
  void an_image_is_told_by_what_it_holds_and_needs_words() throws Exception {
    Path file = home.resolve("picture.txt");
    Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0});
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "-f", file.toString());
    assertTrue(
        Scenario.assertFailure(result, 2).get(0).contains("no prompt was given"), result.err());
  }

  @Test
  void more_than_providers_take_is_refused_before_anything_is_sent() throws Exception {
    Path file = home.resolve("large.jpg");
    byte[] image = new byte[30 * 1024 * 1024];
    image[0] = (byte) 0xff;
    image[1] = (byte) 0xd8;
    image[2] = (byte) 0xff;
    Files.write(file, image);
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "-f", file.toString(), "hi");
    assertTrue(Scenario.assertFailure(result, 2).get(0).contains("large.jpg"), result.err());
    assertTrue(Scenario.ledger(home).isEmpty());
  }

  private String echo(String... words) {
    String[] args = new String[words.length + 3];
    args[0] = "run";
    args[1] = "-m";
    args[2] = "demo/echo";
    System.arraycopy(words, 0, args, 3, words.length);
    CliRunner.Result result = byok.run(args);
    assertEquals(0, result.exitCode(), result.err());
    return result.out();
  }
}
