package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code byok doctor} where byok runs from classes and not from an image. */
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
    assertTrue(
        result
            .out()
            .endsWith("\nok      class cache: none, since byok does not run from an image\n"),
        result.out());
    assertEquals("", result.err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_hint_of_a_good_row_is_shown_and_is_null_where_there_is_none() {
    byok.env("BYOK_KEYSTORE", "")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("nobody"));
    CliRunner.Result text = byok.run("doctor");
    assertEquals(0, text.exitCode(), text.out());
    assertTrue(
        text.out().contains("(no stored key needs it)\n        hint: use the environment"),
        text.out());
    CliRunner.Result json = byok.run("doctor", "--json");
    assertTrue(
        json.out()
            .contains(
                "{\"check\":\"class cache\",\"ok\":true,\"message\":\"none, since byok does not run"
                    + " from an image\",\"hint\":null}"),
        json.out());
    assertTrue(json.out().contains("\"hint\":\"use the environment"), json.out());
  }

  @Test
  void nothing_of_the_environment_reaches_the_terminal_raw() {
    byok.env("BYOK_HOME", "").env("HOME", "\u001b[2J\u202ehome\n");
    CliRunner.Result result = byok.run("doctor");
    assertTrue(result.out().contains("FAILED  home: HOME is \"␛[2J<U+202E>home "), result.out());
    assertFalse(result.out().contains("\u001b"), result.out());
  }

  @Test
  void no_key_of_the_environment_is_repeated() {
    String canary = "sk-canary-0123456789";
    byok.env("BYOK_OPENAI_API_KEY", canary);
    for (String option : new String[] {"-v", "--json"}) {
      CliRunner.Result result = byok.run("doctor", option);
      assertTrue(result.out().contains("class cache"), result.out());
      assertFalse((result.out() + result.err()).contains(canary), result.out() + result.err());
    }
  }
}
