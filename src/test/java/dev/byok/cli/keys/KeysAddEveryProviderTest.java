package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.ClosedPort;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks {@code keys add} for each provider of the list, with a custom host on loopback. */
final class KeysAddEveryProviderTest {
  /** A good answer in every dialect at once. */
  private static final String GOOD =
      "{\"data\":[{\"id\":\"m\"}],\"choices\":[{\"index\":0,\"message\":{\"content\":\"h\"},"
          + "\"finish_reason\":\"length\"}],\"output\":[{\"type\":\"message\","
          + "\"content\":[{\"type\":\"output_text\",\"text\":\"h\"}]}],"
          + "\"content\":[{\"type\":\"text\",\"text\":\"h\"}],\"stop_reason\":\"max_tokens\","
          + "\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"h\"}]},"
          + "\"finishReason\":\"MAX_TOKENS\"}],\"usage\":{\"prompt_tokens\":1,"
          + "\"completion_tokens\":1}}";

  private static final String BAD =
      "{\"error\":{\"message\":\"bad %s\",\"code\":\"invalid_api_key\"}}";

  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  /** Returns the providers whose secret is a single word. AWS's keys are for their own client. */
  static Stream<Provider> providers() {
    return Catalog.load().providers().stream()
        .filter(Provider::takesKey)
        .filter(provider -> !provider.verification().byBedrock());
  }

  @BeforeEach
  void byok() throws IOException {
    byok = CliRunner.withKeyFile(home);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void only_a_good_key_is_stored_and_a_bad_one_replaces_nothing(String id) throws Exception {
    Path config = home.resolve("config.json");

    String bad = "canary-bad-0123456789-" + id;
    try (RawServer server = RawServer.start(RawServer.answer(401, BAD.formatted(bad)))) {
      CliRunner.Result result = add(server.url(), id, bad);
      assertEquals(4, result.exitCode(), result.err());
      assertTrue(
          result.err().startsWith("byok: Invalid key. Validation failed.\n  bad ***\n  hint: "),
          result.err());
    }
    assertFalse(Files.exists(config), "a bad key was stored");
    assertFalse(Files.exists(home.resolve("keys.enc")), "a bad key was stored");

    try (ClosedPort gone = new ClosedPort()) {
      CliRunner.Result offline = add(gone.url(), id, "canary-off-0123456789-" + id);
      assertTrue(
          Scenario.assertFailure(offline, 8).getLast().contains("--no-verify"), offline.err());
    }
    assertFalse(Files.exists(config), "an unproven key was stored");

    try (RawServer server = RawServer.start(RawServer.answer(200, GOOD))) {
      CliRunner.Result result = add(server.url(), id, "canary-good-0123456789-" + id);
      assertEquals(0, result.exitCode(), result.err());
      assertTrue(
          result.err().endsWith("stored \"" + id + "\" in the encrypted file\n"), result.err());
      assertFalse(server.requests().isEmpty());
    }
    String before = Files.readString(config);
    try (RawServer server = RawServer.start(RawServer.answer(401, BAD.formatted(bad)))) {
      assertEquals(4, add(server.url(), id, bad, "--force").exitCode());
    }
    assertEquals(before, Files.readString(config));
    assertFalse(before.contains("canary-"), "the index holds a secret");
  }

  static Stream<String> names() {
    return providers().map(Provider::id);
  }

  private CliRunner.Result add(String host, String id, String secret, String... options) {
    List<String> args = new ArrayList<>(List.of("keys", "add", id));
    args.addAll(List.of("--host", host + "/v1"));
    args.addAll(List.of("--model", "m"));
    args.addAll(List.of(options));
    CliRunner.Result result = byok.stdin(secret + "\n").run(args.toArray(new String[0]));
    assertFalse((result.out() + result.err()).contains(secret), "the key was printed");
    return result;
  }
}
