package dev.byok.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what byok suggests while someone types. */
final class NamesCommandTest {
  @TempDir Path home;
  private CliRunner byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new CliRunner(home);
    write(
        "config.json",
        "{\"aliases\":{\"fast\":\"openai:work/a\"},\"keys\":{"
            + "\"openai:work\":{\"stored_in\":\"keychain\",\"model\":\"a\"},"
            + "\"anthropic\":{\"stored_in\":\"file\"}}}");
    write(
        "cache/models/one.json",
        "{\"key\":\"openai:work\",\"models\":[{\"id\":\"b\"},{\"id\":\"meta/c:free\"}]}");
    write("sessions/monday.json", "this is not read");
  }

  @Test
  void models_are_named_once_it_is_known_whose_are_wanted() throws IOException {
    assertEquals(
        List.of(
            "fast\topenai:work/a",
            "openai:work\ta",
            "anthropic/",
            "openai:work/",
            "demo/echo\tneeds no key and no network"),
        names("models"));
    assertEquals(
        List.of("openai:work/a", "openai:work/b", "openai:work/meta/c:free"),
        names("models", "openai:work/"));
    assertEquals(List.of("openai:work/meta/c:free"), names("models", "openai:work/me"));
    assertEquals(List.of(), names("models", "openai/"));
  }

  @Test
  void keys_of_the_environment_are_named_without_their_values() throws IOException {
    byok.env("MISTRAL_API_KEY", "sk-canary-0123456789")
        .env("BYOK_GROQ__JOB_API_KEY", "sk-canary-1");
    List<String> keys = names("keys");
    assertEquals(
        List.of(
            "anthropic",
            "openai:work\ta",
            "groq:job\tin the environment",
            "mistral\tin the environment"),
        keys);
    assertEquals(List.of("anthropic", "openai:work\ta"), names("stored-keys"));
    assertTrue(names("models").contains("groq:job/\tin the environment"));
  }

  @Test
  void the_others_are_named() throws IOException {
    assertEquals(List.of("fast\topenai:work/a"), names("aliases"));
    assertEquals(List.of("monday"), names("sessions"));
    assertEquals(
        List.of("openai:work\ta", "openai\tOpenAI", "openai-compatible\tOpenAI-compatible server"),
        names("providers", "opena"));
    assertEquals(List.of(), names("something-newer"));
  }

  @Test
  void what_is_damaged_or_missing_is_passed_over_in_silence() throws IOException {
    write("config.json", "{\"keys\":");
    assertEquals(List.of(), names("keys"));
    assertEquals(List.of("demo/echo\tneeds no key and no network"), names("models"));
    assertEquals(List.of("monday"), names("sessions"));
    write("config.json", "[".repeat(100_000));
    assertEquals(List.of(), names("aliases"));
    write(
        "cache/models/two.json",
        "{\"key\":\"openai:work\",\"models\":[{\"id\":7},{\"id\":\"d\"},9");
    assertTrue(names("models", "openai:work/").contains("openai:work/b"));
    for (String source : List.of("models", "keys", "sessions", "aliases", "stored-keys")) {
      byok.env("BYOK_HOME", "").env("HOME", "");
      names(source);
      byok.env("BYOK_HOME", "relative").env("HOME", "relative");
      names(source);
    }
  }

  @Test
  void nothing_is_written() throws IOException {
    Path absent = home.resolve("absent");
    byok.env("BYOK_HOME", absent.toString());
    for (String source : List.of("models", "keys", "sessions", "aliases", "providers")) {
      names(source);
    }
    assertFalse(Files.exists(absent));
  }

  @Test
  void names_that_a_shell_might_run_are_left_out() throws IOException {
    write(
        "cache/models/one.json",
        """
        {"key":"openai:work","models":[{"id":"$(touch x)"},{"id":"`x`"},{"id":"a b"},{"id":"a\\tb"},
        {"id":"a'b"},{"id":"a\\"b"},{"id":"a;b"},{"id":"a|b"},{"id":"a\\\\b"},{"id":"a*"},{"id":"a?"},
        {"id":"{a,b}"},{"id":"a&b"},{"id":"a<b"},{"id":"a!b"},{"id":"a#b"},{"id":"ä"},{"id":"a\\u0000"},
        {"id":"fine"}]}
        """);
    assertEquals(List.of("openai:work/a", "openai:work/fine"), names("models", "openai:work/"));
    write(
        "config.json", "{\"aliases\":{\"$(x)\":\"y\",\"-x\":\"y\",\"ok\":\"\\u001b[2J\\n\\tz\"}}");
    assertEquals(List.of("ok\t\u241b[2J  z"), names("aliases"));
  }

  private List<String> names(String... words) throws IOException {
    String[] args = new String[words.length + 2];
    args[0] = "__complete";
    args[1] = words[0];
    args[2] = "--";
    if (words.length > 1) {
      args[3] = words[1];
    }
    CliRunner.Result result = byok.run(args);
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    return result.out().lines().toList();
  }

  private void write(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
