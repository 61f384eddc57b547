package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code byok fim} with a mock that fills every gap with "Hello from the mock". */
final class FimCommandTest {
  private static final String KEY = "canary-0123456789abcdef-canary";

  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));
  private final MockProvider mock;

  FimCommandTest() throws IOException {
    mock = MockProvider.start();
  }

  @BeforeEach
  void start() throws IOException {
    byok =
        new CliRunner(home)
            .env("BYOK_MISTRAL_API_KEY", KEY)
            .env("BYOK_MISTRAL_HOST", mock.base())
            .env("BYOK_KILO_API_KEY", KEY);
    Files.writeString(home.resolve("head.py"), "def f():\n    ");
    Files.writeString(home.resolve("tail.py"), "\n    return x\n");
  }

  @AfterEach
  void stop() throws IOException {
    mock.close();
  }

  @Test
  void the_gaps_text_is_printed_as_it_is() throws Exception {
    CliRunner.Result result = fim("--prefix", file("head.py"), "--suffix", file("tail.py"));
    assertEquals("Hello from the mock", result.out());
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    assertEquals(List.of("POST /v1/fim/completions Bearer " + KEY), mock.summary());
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n    \",\"suffix\":\"\\n    return x\\n\","
            + "\"stream\":true}",
        MockProvider.body(mock.requests().getFirst()));
    JsonObject entry = Scenario.ledger(home).getFirst();
    assertEquals("fim", entry.text("command"));
    assertEquals(7L, entry.at("usage").count("input"));
  }

  @Test
  void nothing_has_to_stand_behind_the_gap() {
    assertEquals("Hello from the mock", fim("--prefix", file("head.py")).out());
    assertEquals(List.of("POST /v1/fim/completions Bearer " + KEY), mock.summary());
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n    \",\"stream\":true}",
        MockProvider.body(mock.requests().getFirst()));
  }

  @Test
  void standard_input_can_be_either_side_to_its_last_newline() {
    byok.stdin("a\n\n");
    fim("--prefix", "-", "--suffix", file("tail.py"));
    byok.stdin("\nb\n");
    fim("--prefix", file("head.py"), "--suffix", "-");
    assertTrue(mock.requests().get(0).contains("\"prompt\":\"a\\n\\n\""));
    assertTrue(mock.requests().get(1).contains("\"suffix\":\"\\nb\\n\""));
  }

  @Test
  void options_go_with_it() {
    fim(
        "--prefix",
        file("head.py"),
        "-t",
        "0.2",
        "--max-tokens",
        "9",
        "--stop",
        "END",
        "--seed",
        "7",
        "--no-stream");
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n    \",\"temperature\":0.2,\"max_tokens\":9,"
            + "\"stop\":[\"END\"],\"random_seed\":7}",
        MockProvider.body(mock.requests().getFirst()));
  }

  @Test
  void json_is_that_of_run() throws Exception {
    JsonObject all = Json.parseObject(fim("--json", "--prefix", file("head.py")).out());
    assertEquals("Hello from the mock", all.text("text"));
    assertEquals("stop", all.text("finish_reason"));
    List<String> events = fim("--stream-json", "--prefix", file("head.py")).out().lines().toList();
    assertEquals("start", Json.parseObject(events.getFirst()).text("type"));
    assertEquals("end", Json.parseObject(events.getLast()).text("type"));
  }

  @Test
  void the_gateway_fills_gaps_at_an_address_of_its_own() {
    CliRunner.Result result =
        byok.run(
            "fim", "-m", "kilo/mistralai/codestral-2508", "--dry-run", "--prefix", file("head.py"));
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(
        result.out().startsWith("POST https://api.kilo.ai/api/fim/completions\n"), result.out());
    assertTrue(result.out().contains("\"model\":\"mistralai/codestral-2508\""), result.out());
    assertTrue(result.out().contains("X-KiloCode-TaskId: "), result.out());
  }

  @Test
  void the_gateway_is_told_the_organization_and_asked_for_the_own_key() throws Exception {
    String organization = "123e4567-e89b-12d3-a456-426614174000";
    String models = "{\"data\":[{\"id\":\"x/y\",\"hasUserByokAvailable\":%s}]}";
    try (RawServer server =
        RawServer.start(
            RawServer.answer(200, models.formatted(false)),
            RawServer.answer(200, models.formatted(true)),
            RawServer.answer(
                200,
                "{\"model\":\"y\",\"choices\":[{\"message\":{\"content\":\"gap\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"is_byok\":false}}"))) {
      byok.env("BYOK_KILO_HOST", server.url() + "/api/gateway");
      String[] args = {
        "fim",
        "-m",
        "kilo/x/y",
        "--prefix",
        file("head.py"),
        "--require-byok",
        "--no-stream",
        "--org",
        organization,
        "--mode",
        "Code"
      };
      Scenario.assertFailure(byok.run(args), 3);
      assertEquals(1, server.connections());
      CliRunner.Result result = byok.run(args);
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("gap", result.out());
      assertTrue(result.err().contains("despite --require-byok"), result.err());
      String sent = server.requests().getLast();
      assertTrue(sent.contains("/fim/completions "), sent);
      assertEquals(organization, MockProvider.header(sent, "X-KiloCode-OrganizationId"));
      assertEquals("code", MockProvider.header(sent, "x-kilocode-mode"));
    }
    CliRunner.Result elsewhere = fim("--prefix", file("head.py"), "--require-byok");
    assertTrue(
        Scenario.assertFailure(elsewhere, 2).getFirst().contains("--require-byok"),
        elsewhere.err());
    assertEquals(List.of(), mock.requests());
  }

  @Test
  void a_provider_that_fills_no_gaps_is_refused_before_its_key_is_looked_for() {
    CliRunner.Result result = byok.run("fim", "-m", "openai/gpt", "--prefix", file("head.py"));
    assertEquals(
        List.of(
            "byok: \"openai\" cannot fill gaps",
            "  hint: these do: inception, mistral, codestral, kilo"),
        Scenario.assertFailure(result, 2));
  }

  @Test
  void what_cannot_be_sent_is_said_before_anything_is() throws Exception {
    assertFails(2, "--prefix is missing");
    assertFails(2, "--prefix is missing", "--suffix", file("tail.py"));
    assertFails(2, "cannot both be standard input", "--prefix", "-", "--suffix", "-");
    assertFails(2, "both sides of the gap are empty", "--prefix", "-");
    assertFails(12, "cannot be read", "--prefix", file("none.py"));
    Files.write(home.resolve("image"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    assertFails(2, "is not UTF-8 text", "--prefix", file("image"));
    assertFails(2, "unknown option \"--effort\"", "--prefix", file("head.py"), "--effort", "low");
    assertFails(2, "too many arguments", "--prefix", file("head.py"), "word");
    assertEquals(List.of(), mock.requests());
    assertEquals(List.of(), Scenario.ledger(home));
  }

  @Test
  void a_rejected_key_is_told_as_one() {
    byok.env("BYOK_MISTRAL_API_KEY", "wrong-0123456789");
    List<String> failure =
        Scenario.assertFailure(fim("--prefix", file("head.py"), "--retries", "0"), 4);
    assertTrue(failure.getFirst().contains("rejects the key"), failure.toString());
  }

  private void assertFails(int exitCode, String words, String... options) {
    CliRunner.Result result = fim(options);
    assertEquals("", result.out());
    List<String> failure = Scenario.assertFailure(result, exitCode);
    assertTrue(failure.getFirst().contains(words), failure.toString());
  }

  private CliRunner.Result fim(String... options) {
    List<String> args = new ArrayList<>(List.of("fim", "-m", "mistral/m"));
    args.addAll(List.of(options));
    return byok.run(args.toArray(new String[0]));
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }
}
