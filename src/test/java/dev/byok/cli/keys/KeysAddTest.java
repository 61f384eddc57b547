package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.ClosedPort;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks how keys are stored in the encrypted file after a request to a scripted server. */
final class KeysAddTest {
  private static final String NAME = "openai-compatible:mock";
  private static final String MODELS = "{\"data\":[{\"id\":\"m\"}]}";
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}";

  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() throws IOException {
    byok = CliRunner.withKeyFile(home);
  }

  @ParameterizedTest(name = "HTTP {0} is exit {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | 4 | Invalid key. Validation failed.        | {"error":{"message":"bad first-secret-0123456789","code":"invalid_api_key"}}
          404 | 5 | Invalid model name. Validation failed. | {"error":{"message":"bad first-secret-0123456789","code":"model_not_found"}}
          402 | 6 | You exceeded your current quota.       | {"error":{"message":"bad first-secret-0123456789"}}
          """)
  void what_fails_its_validation_is_told_and_not_stored(
      int status, int exitCode, String text, String body) throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(status, body))) {
      CliRunner.Result result = add(server.url(), "first-secret-0123456789", NAME);
      assertEquals(exitCode, result.exitCode(), result.err());
      List<String> lines = result.err().lines().toList();
      assertEquals(List.of("byok: " + text, "  bad ***"), lines.subList(0, 2));
      assertTrue(lines.get(2).startsWith("  hint: "), result.err());
      assertEquals(3, lines.size());
      assertEquals(1, server.connections());
      assertEquals("", result.out());
      assertFalse(Files.exists(home.resolve("config.json")));
      assertEquals(List.of(), Scenario.ledger(home));
    }
  }

  @Test
  void a_failed_replacement_leaves_the_old_key_in_use() throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.answer(200, MODELS),
            RawServer.answer(401, "{}"),
            RawServer.answer(200, ANSWER))) {
      assertEquals(0, add(server.url(), "first-secret-0123456789", NAME).exitCode());
      String before = Files.readString(home.resolve("config.json"));
      CliRunner.Result replaced = add(server.url(), "second-secret-0123456789", NAME, "--force");
      assertEquals(4, replaced.exitCode(), replaced.err());
      assertEquals(before, Files.readString(home.resolve("config.json")));
      CliRunner.Result run = byok.run("run", "-m", NAME, "hi");
      assertEquals("ok\n", run.out(), run.err());
      assertTrue(
          server.requests().get(2).contains("Bearer first-secret-0123456789\r\n"),
          "the old key was not sent");
    }
  }

  @Test
  void an_unreachable_server_is_told_with_the_way_around() throws Exception {
    try (ClosedPort gone = new ClosedPort()) {
      CliRunner.Result result = add(gone.url(), "first-secret-0123456789", NAME);
      List<String> failure = Scenario.assertFailure(result, 8);
      assertTrue(failure.getLast().contains("--no-verify"), result.err());
      assertFalse(Files.exists(home.resolve("config.json")));
      CliRunner.Result unchecked = add(gone.url(), "first-secret-0123456789", NAME, "--no-verify");
      assertEquals(0, unchecked.exitCode(), unchecked.err());
      assertTrue(Files.readString(home.resolve("config.json")).contains(NAME));
    }
  }

  @Test
  void a_server_with_nothing_to_check_gets_its_key_with_a_notice() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(404, "{}"))) {
      CliRunner.Result result =
          byok.stdin("first-secret-0123456789")
              .run("keys", "add", NAME, "--host", server.url() + "/v1");
      assertEquals(0, result.exitCode(), result.err());
      assertTrue(result.err().contains("stored unchecked"), result.err());
      assertTrue(server.requests().get(0).startsWith("GET /v1/models HTTP/1.1\r\n"));
    }
  }

  @Test
  void a_stored_key_is_replaced_only_by_force() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, MODELS))) {
      assertEquals(0, add(server.url(), "first-secret-0123456789", NAME).exitCode());
      CliRunner.Result again = add(server.url(), "second-secret-0123456789", NAME);
      assertTrue(Scenario.assertFailure(again, 2).getLast().contains("--force"), again.err());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void a_key_on_the_command_line_is_refused_and_not_repeated() {
    CliRunner.Result result = byok.run("keys", "add", "openai", "sk-CANARY-0123456789");
    Scenario.assertFailure(result, 2);
    assertTrue(result.err().contains("standard input"), result.err());
    assertFalse((result.out() + result.err()).contains("CANARY"), result.err());
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"''", "two words", "über-key-0123456789", "'line\nbreak'"})
  void what_cannot_be_a_key_is_refused_before_anyone_is_asked(String secret) throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, MODELS))) {
      CliRunner.Result result = add(server.url(), secret, NAME);
      Scenario.assertFailure(result, 2);
      assertEquals(0, server.connections());
      assertFalse(!secret.isEmpty() && result.err().contains(secret), result.err());
    }
  }

  private CliRunner.Result add(String host, String secret, String name, String... options) {
    List<String> args = new java.util.ArrayList<>(List.of("keys", "add", name));
    args.addAll(List.of("--host", host + "/v1", "--model", "m"));
    args.addAll(List.of(options));
    CliRunner.Result result = byok.stdin(secret + "\n").run(args.toArray(new String[0]));
    assertFalse(secret.length() > 12 && (result.out() + result.err()).contains(secret));
    return result;
  }
}
