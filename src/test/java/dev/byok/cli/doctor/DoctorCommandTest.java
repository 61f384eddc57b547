package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.completion.Shell;
import dev.byok.testing.CliRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Here byok runs from classes, and not from an image. */
final class DoctorCommandTest {
  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() throws Exception {
    byok = CliRunner.withKeyFile(home);
  }

  @Test
  void says_that_there_is_no_image_and_no_cache() {
    CliRunner.Result result = byok.run("doctor");
    assertEquals(0, result.exitCode(), result.out());
    assertTrue(
        result.out().contains("\nok      installation: byok does not run from an image\n"),
        result.out());
    List<String> lines = result.out().lines().toList();
    assertEquals(
        "ok      class cache: none, since byok does not run from an image",
        lines.get(lines.size() - 2));
    assertEquals(
        "ok      completion: not known: SHELL does not say which shell is used", lines.getLast());
    assertEquals("", result.err());
  }

  @Test
  void a_hint_of_a_good_row_is_shown_and_is_null_where_there_is_none() {
    byok.env("SHELL", "/bin/fish");
    CliRunner.Result text = byok.run("doctor");
    assertEquals(0, text.exitCode(), text.out());
    assertTrue(
        text.out()
            .endsWith(
                "\nok      completion: not set up for fish\n        hint: "
                    + CompletionLook.setUp(Shell.FISH)
                    + "\n"),
        text.out());
    CliRunner.Result json = byok.run("doctor", "--json");
    assertTrue(
        json.out()
            .contains(
                "{\"check\":\"class cache\",\"ok\":true,\"message\":\"none, since byok does not run"
                    + " from an image\",\"hint\":null}"),
        json.out());
    assertTrue(json.out().contains("\"hint\":\"" + CompletionLook.setUp(Shell.FISH)), json.out());
  }

  @Test
  void nothing_of_the_environment_reaches_the_terminal_raw() {
    byok.env("SHELL", "/bin/\u001b[2J\u202esh\n");
    CliRunner.Result result = byok.run("doctor");
    assertTrue(result.out().contains("completion: none for \"/bin/␛[2J<U+202E>sh "), result.out());
    assertFalse(result.out().contains("\u001b"), result.out());
  }

  @Test
  void no_key_of_a_start_file_is_repeated() throws Exception {
    String canary = "sk-canary-0123456789";
    Files.writeString(
        home.resolve(".zshrc"), "export K=" + canary + "; source <(byok completion zsh)\n");
    byok.env("SHELL", "/bin/zsh").env("BYOK_OPENAI_API_KEY", canary);
    for (String option : new String[] {"-v", "--json"}) {
      CliRunner.Result result = byok.run("doctor", option);
      assertTrue(result.out().contains("set up for zsh in "), result.out());
      assertFalse((result.out() + result.err()).contains(canary), result.out() + result.err());
    }
  }
}
