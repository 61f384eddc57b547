package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks failures before anything is sent: keys, names and files. */
final class LocalFailuresTest {
  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() {
    byok = new CliRunner(home);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai/gpt            | 3 | byok keys add openai stores one
          openai:work/gpt       | 3 | byok keys add openai:work stores one
          kilo/anthropic/claude | 3 | byok keys add kilo stores one
          opnai/gpt             | 3 | did you mean openai
          opnai:work/gpt        | 3 | did you mean openai
          nonsense/gpt          | 3 | byok providers lists them all
          gpt                   | 3 | use provider/model
          openai:WORK/gpt       | 2 | a label is 1 to 32
          openai:../x/gpt       | 2 | a label is 1 to 32
          openai/               | 2 | write provider/model
          /gpt                  | 2 | write provider/model
          """)
  void a_model_that_leads_to_no_key_is_told_with_the_next_step(
      String reference, int exitCode, String hint) throws Exception {
    CliRunner.Result result = byok.run("run", "-m", reference, "--json", "hi");
    List<String> failure = Scenario.assertFailure(result, exitCode);
    assertTrue(failure.getLast().contains(hint), result.err());
    Scenario.assertErrorJson(result, exitCode == 3 ? "no-key" : "usage");
    assertEquals(List.of(), Scenario.ledger(home));
    CliRunner.Result events = byok.run("run", "-m", reference, "--stream-json", "hi");
    Scenario.assertLastEventIsError(events, exitCode == 3 ? "no-key" : "usage");
  }

  @Test
  void no_model_and_no_default_is_told() {
    CliRunner.Result result = byok.run("run", "hi");
    assertTrue(Scenario.assertFailure(result, 3).getLast().contains("byok default"), result.err());
    assertEquals("", result.out());
  }

  @Test
  void aliases_that_lead_in_a_circle_are_refused() throws Exception {
    Files.writeString(home.resolve("config.json"), "{\"aliases\":{\"a\":\"b\",\"b\":\"a\"}}");
    CliRunner.Result result = byok.run("run", "-m", "a", "--json", "hi");
    assertTrue(Scenario.assertFailure(result, 2).get(0).contains("alias"), result.err());
    Scenario.assertErrorJson(result, "usage");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"default\":\"demo/echo\"",
        "not json",
        "[]",
        "{\"default\":\"demo/echo\"} trailing",
        "\u0000\u0001"
      })
  void a_configuration_that_cannot_be_read_is_told_and_never_touched(String content)
      throws Exception {
    Path config = home.resolve("config.json");
    Files.writeString(config, content);
    CliRunner.Result run = byok.run("run", "-m", "demo/echo", "--json", "hi");
    Scenario.assertFailure(run, 12);
    Scenario.assertErrorJson(run, "file");
    for (List<String> command :
        List.of(
            List.of("config", "set", "retries", "1"),
            List.of("alias", "set", "e", "demo/echo"),
            List.of("default", "demo/echo"),
            List.of("keys", "list"))) {
      Scenario.assertFailure(byok.run(command.toArray(new String[0])), 12);
    }
    assertEquals(content, Files.readString(config));
    assertEquals(List.of(), Scenario.ledger(home));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rw-----w-", "rw-rw-rw-"})
  void a_configuration_that_others_may_write_is_refused(String modes) throws Exception {
    Path config = home.resolve("config.json");
    Files.writeString(config, "{\"default\":\"demo/echo\"}");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString(modes));
    CliRunner.Result result = byok.run("run", "hi");
    assertTrue(
        Scenario.assertFailure(result, 12).get(0).contains("can be written by others"),
        result.err());
    assertEquals("", result.out());
  }

  @Test
  void a_host_that_is_neither_safe_nor_here_is_refused_before_anything_is_sent() {
    for (String host :
        List.of("http://llm.example/v1", "http://10.0.0.1/v1", "ftp://127.0.0.1/", "nonsense")) {
      CliRunner.Result result = Scenario.run(Scenario.byok(home, host));
      Scenario.assertFailure(result, 2);
      assertFalse(Files.exists(home.resolve("usage.json")));
    }
  }

  @Test
  void a_stored_key_beside_an_environment_host_is_refused() throws Exception {
    Files.writeString(
        home.resolve("config.json"), "{\"keys\":{\"openai\":{\"stored_in\":\"keychain\"}}}");
    byok.env("BYOK_OPENAI_HOST", "http://127.0.0.1:9/v1");
    CliRunner.Result result = byok.run("run", "-m", "openai/m", "hi");
    assertTrue(Scenario.assertFailure(result, 2).get(0).contains("BYOK_OPENAI_HOST"), result.err());
  }

  @Test
  void nothing_to_send_is_a_usage_failure() {
    Scenario.assertFailure(byok.run("run", "-m", "demo/echo"), 2);
    Scenario.assertFailure(byok.run("run", "-m", "demo/echo", ""), 2);
    Scenario.assertFailure(byok.stdin("\n \n").run("run", "-m", "demo/echo", "-"), 2);
  }

  @Test
  void a_helper_that_fails_is_a_failure_of_the_keys_place() throws Exception {
    Files.writeString(
        home.resolve("config.json"),
        "{\"keys\":{\"openai\":{\"stored_in\":\"command\",\"command\":\"false\"}}}");
    CliRunner.Result result = byok.run("run", "-m", "openai/m", "--json", "hi");
    Scenario.assertFailure(result, 11);
    Scenario.assertErrorJson(result, "keychain");
    assertEquals(List.of(), Scenario.ledger(home));
  }
}
