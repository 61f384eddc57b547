package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the import of keys from the environment or a file of variables. */
final class KeysImportTest {
  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() throws IOException {
    byok = CliRunner.withKeyFile(home);
  }

  @Test
  void every_key_is_stored_once_and_settings_are_no_keys() throws Exception {
    byok.env("OPENAI_API_KEY", "sk-canary-openai-0123456789")
        .env("ZAI_API_KEY", "canary-zai.0123456789")
        .env("AWS_REGION", "us-east-1")
        .env("GITHUB_TOKEN", "canary-github-0123456789");
    CliRunner.Result result = run("--all", "--no-verify", "--json");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(
        List.of("openai OPENAI_API_KEY stored", "zai ZAI_API_KEY stored"), results(result));
    assertTrue(result.err().contains("ZAI_API_KEY also serves zai-coding"), result.err());
    String config = Files.readString(home.resolve("config.json"));
    assertFalse(config.contains("github-models"), config);
    assertEquals(
        List.of("openai OPENAI_API_KEY kept", "zai ZAI_API_KEY kept"),
        results(run("--all", "--no-verify", "--json")));
    assertEquals(
        List.of("openai OPENAI_API_KEY stored", "zai ZAI_API_KEY stored"),
        results(run("--all", "--no-verify", "--json", "--force")));
  }

  @Test
  void a_wrong_setting_is_not_blamed_on_the_keys_variable() throws Exception {
    byok.env("KILO_API_KEY", "canary-kilo-0123456789").env("KILO_ORG_ID", "mine");
    CliRunner.Result result = run("--all", "--no-verify", "--json");
    assertEquals(2, result.exitCode(), result.err());
    assertTrue(result.err().contains("variable KILO_ORG_ID"), result.err());
    assertFalse(result.err().contains("stands in KILO_API_KEY"), result.err());
  }

  @Test
  void a_variable_with_other_meanings_is_offered_once_it_is_allowed() throws Exception {
    byok.env("GITHUB_TOKEN", "canary-github-0123456789");
    assertEquals(List.of(), results(run("--all", "--no-verify", "--json")));
    assertEquals(0, byok.run("config", "set", "env.GITHUB_TOKEN", "true").exitCode());
    assertEquals(
        List.of("github-models GITHUB_TOKEN stored"),
        results(run("--all", "--no-verify", "--json")));
  }

  @Test
  void one_that_fails_stops_no_other_and_the_largest_code_counts() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      byok.env("AZURE_OPENAI_API_KEY", "canary-azure-0123456789")
          .env("OPENAI_COMPATIBLE_API_KEY", "canary-good-0123456789")
          .env("BYOK_OPENAI_COMPATIBLE_HOST", mock.base())
          .env("DEEPSEEK_API_KEY", "canary-wrong-0123456789")
          .env("BYOK_DEEPSEEK_HOST", mock.base())
          .env("GROQ_API_KEY", "canary two words");
      CliRunner.Result result = run("--all", "--json");
      assertEquals(4, result.exitCode(), result.err());
      assertEquals(
          List.of(
              "deepseek DEEPSEEK_API_KEY key-rejected",
              "azure AZURE_OPENAI_API_KEY usage",
              "openai-compatible OPENAI_COMPATIBLE_API_KEY stored",
              "groq GROQ_API_KEY usage"),
          results(result));
      assertTrue(result.err().contains("byok: Invalid key. Validation failed.\n"), result.err());
      assertTrue(result.err().contains("it is in GROQ_API_KEY"), result.err());
    }
  }

  @Test
  void a_file_of_variables_serves_as_well() throws Exception {
    Path file = home.resolve("keys.env");
    Files.writeString(file, "export MISTRAL_API_KEY='canary-mistral-0123456789'\nHOST=x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    byok.env("OPENAI_API_KEY", "sk-canary-openai-0123456789");
    CliRunner.Result result = run("--all", "--no-verify", "--json", "--env-file", file.toString());
    assertEquals(List.of("mistral MISTRAL_API_KEY stored"), results(result));
    assertTrue(result.err().contains("can be read by others"), result.err());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    CliRunner.Result again = run("--all", "--no-verify", "--force", "--env-file", file.toString());
    assertFalse(again.err().contains("can be read by others"), again.err());
    assertEquals(12, run("--all", "--env-file", home + "/absent").exitCode());
  }

  @Test
  void without_a_terminal_and_without_all_nothing_is_done() {
    byok.env("OPENAI_API_KEY", "sk-canary-openai-0123456789");
    CliRunner.Result result = run();
    assertTrue(Scenario.assertFailure(result, 2).getLast().contains("--all"), result.err());
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  private CliRunner.Result run(String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "keys";
    args[1] = "import";
    System.arraycopy(options, 0, args, 2, options.length);
    CliRunner.Result result = byok.run(args);
    assertFalse((result.out() + result.err()).contains("canary"), result.out() + result.err());
    return result;
  }

  private static List<String> results(CliRunner.Result result) throws Exception {
    return Json.parseObject("{\"rows\":" + result.out() + "}").objects("rows").stream()
        .map(KeysImportTest::line)
        .toList();
  }

  private static String line(JsonObject row) {
    assertEquals(List.of("key", "variable", "result"), List.copyOf(row.fields().keySet()));
    return row.text("key") + " " + row.text("variable") + " " + row.text("result");
  }
}
