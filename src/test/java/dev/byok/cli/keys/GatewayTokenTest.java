package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.keys.forms.GatewayToken;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a token of byok's gateway is never stored, sent or shown as a provider's key. */
final class GatewayTokenTest {
  private static final String TOKEN = "byok_CANARYCANARYCANARYCANARYCANARYCANARYCANARY0";
  private static final String SHAPED = "sk-CANARYCANARYCANARYCANARY0";
  private static final String REFUSED =
      "byok: this is a token of byok's gateway, not a provider's key";

  @TempDir Path home;
  private MockProvider mock;
  private CliRunner byok;

  @BeforeEach
  void setUp() throws IOException {
    mock = MockProvider.start();
    byok =
        CliRunner.withKeyFile(home)
            .env("PATH", "/usr/bin:/bin")
            .env("BYOK_OPENAI_HOST", mock.base())
            .env(GatewayToken.HASHES, GatewayToken.sha256(SHAPED));
  }

  @AfterEach
  void tearDown() throws IOException {
    mock.close();
  }

  @Test
  void it_is_not_stored_from_standard_input_or_a_variable() throws Exception {
    for (String token : List.of(TOKEN, SHAPED)) {
      assertRefused(byok.stdin(token + "\n").run("keys", "add", "openai:a", "--no-verify"));
      byok.env("SOME_KEY", token);
      assertRefused(byok.run("keys", "add", "openai:a", "--no-verify", "--from-env", "SOME_KEY"));
      assertRefused(
          byok.stdin("https://api.kilo.ai:" + TOKEN).run("keys", "add", "kilo", "--no-verify"));
    }
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  @Test
  void it_is_not_sent_from_a_variable() throws Exception {
    for (String variable : List.of("BYOK_OPENAI_API_KEY", "OPENAI_API_KEY")) {
      for (String token : List.of(TOKEN, SHAPED)) {
        CliRunner inside = byok.env(variable, token);
        assertRefused(inside.run("run", "-m", "openai/m", "hi"));
        assertRefused(inside.run("models", "openai"));
        byok.env(variable, "");
      }
    }
  }

  @Test
  void the_message_names_the_variable() throws Exception {
    List<String> said =
        assertRefused(byok.env("OPENAI_API_KEY", TOKEN).run("run", "-m", "openai/m", "hi"));
    assertEquals("  it is in the environment variable OPENAI_API_KEY", said.get(1));
    CliRunner.Result listed = byok.run("keys", "list", "--json");
    assertEquals(0, listed.exitCode(), listed.err());
    assertTrue(listed.out().contains("\"key\":\"openai\""), listed.out());
    assertTrue(listed.err().startsWith(REFUSED), listed.err());
    assertFalse((listed.out() + listed.err()).contains("CANARY"), listed.toString());
  }

  @Test
  void it_is_not_imported() throws Exception {
    Path file = Files.writeString(home.resolve("keys.env"), "GROQ_API_KEY=" + SHAPED + "\n");
    for (String token : List.of(TOKEN, SHAPED)) {
      byok.env("OPENAI_API_KEY", token);
      assertRefused(byok.run("keys", "import", "--all", "--no-verify"));
      assertRefused(byok.run("keys", "import", "--all", "--env-file", file.toString()));
    }
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  @Test
  void it_is_not_taken_from_a_command() throws Exception {
    for (String token : List.of(TOKEN, SHAPED)) {
      Path printed = Files.writeString(home.resolve("printed"), token);
      byok.run(
          "keys", "add", "groq:c", "--from-command", "cat " + printed, "--no-verify", "--force");
      List<String> said = assertRefused(byok.run("run", "-m", "groq:c/m", "hi"));
      assertEquals("  the key's command printed it", said.get(1));
      Files.delete(printed);
    }
  }

  @Test
  void it_is_masked_where_a_word_is_quoted() {
    CliRunner.Result result = byok.run("default", TOKEN);
    assertEquals(2, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("byok: \"***\" looks like a key"), result.err());
  }

  private List<String> assertRefused(CliRunner.Result result) throws IOException {
    List<String> said = Scenario.assertFailure(result, 2);
    assertEquals(REFUSED, said.getFirst());
    assertEquals("", result.out());
    assertFalse(result.err().contains("CANARY"), result.err());
    assertEquals(List.of(), mock.requests());
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean ours = !file.endsWith("printed") && !file.endsWith("keys.env");
        assertFalse(ours && Files.readString(file).contains("CANARY"), file.toString());
      }
    }
    return said;
  }
}
