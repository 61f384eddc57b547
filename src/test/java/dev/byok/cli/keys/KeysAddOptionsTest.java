package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the options and forms of keys that only some providers have. */
final class KeysAddOptionsTest {
  private static final String KEY = "canary-0123456789abcdef";
  private static final String ORGANIZATION = "3f1d0c1e-0000-4000-8000-000000000000";

  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() throws IOException {
    byok = CliRunner.withKeyFile(home);
  }

  @ParameterizedTest(name = "keys add {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai --region us-east-1                                    | --region does not apply to OpenAI
          openai --org 3f1d0c1e-0000-4000-8000-000000000000            | --org does not apply to OpenAI
          kilo --api-version 2024-10-21                                | --api-version does not apply to
          mistral --deployment d                                       | --deployment does not apply to
          openai --no-key                                              | OpenAI needs a key
          kilo --org my-organization                                   | the Kilo organization is not a UUID
          azure                                                        | --host https://RESOURCE.openai.azure.com
          azure --host https://r.example --model a --deployment b      | --model and --deployment cannot be used together
          azure --host https://r.example --api-version a&b             | --api-version is not a valid version
          bedrock                                                      | "bedrock" has no region
          bedrock --region nowhere                                     | "nowhere" is not an AWS region
          bedrock --from-command true                                  | "bedrock" has no region
          """)
  void what_means_nothing_or_is_missing_is_refused_before_anybody_is_asked(
      String words, String says) {
    CliRunner.Result result = add(words, KEY);
    Scenario.assertFailure(result, 2);
    assertTrue(result.err().contains(says), result.err());
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  @Test
  void a_key_of_aws_has_several_lines_and_its_own_region() throws Exception {
    String key =
        """
        {
          "AccessKeyId": "AKIACANARY",
          "SecretAccessKey": "canary-0123456789abcdef",
          "region": "eu-central-1"
        }
        """;
    CliRunner.Result result = add("bedrock --no-verify", key);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("eu-central-1", stored("bedrock").text("region"));
    CliRunner.Result cut = add("bedrock:cut --no-verify", key.replace("SecretAccessKey", "Secret"));
    Scenario.assertFailure(cut, 2);
    assertTrue(cut.err().contains("the Bedrock key has no \"SecretAccessKey\""), cut.err());
    assertEquals(0, add("bedrock:word --no-verify --region us-west-2", KEY).exitCode());
    assertEquals("us-west-2", stored("bedrock:word").text("region"));
  }

  @Test
  void a_key_of_the_environment_comes_with_its_host() throws Exception {
    byok.env("AZURE_OPENAI_API_KEY", KEY)
        .env("AZURE_OPENAI_ENDPOINT", "https://r.openai.azure.com")
        .env("BYOK_OPENAI_API_KEY", KEY)
        .env("BYOK_OPENAI_HOST", "https://h.example/v1");
    CliRunner.Result azure = add("azure --no-verify --from-env AZURE_OPENAI_API_KEY", "");
    assertEquals(0, azure.exitCode(), azure.err());
    assertTrue(String.valueOf(stored("azure").text("host")).startsWith("https://r.openai.azure"));
    CliRunner.Result work = add("openai:work --no-verify --from-env BYOK_OPENAI_API_KEY", "");
    assertEquals(0, work.exitCode(), work.err());
    assertEquals("https://h.example/v1", stored("openai:work").text("host"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "openai, BYOK_OPENAI_HOST",
    "openai --from-command true, BYOK_OPENAI_HOST",
    "openai:work, BYOK_OPENAI__WORK_HOST",
    "kilo, KILO_API_URL",
    "kilo:work, BYOK_KILO__WORK_HOST"
  })
  void a_host_of_the_environment_is_not_passed_over(String words, String variable) {
    byok.env(variable, "https://h.example/v1");
    CliRunner.Result result = add(words + " --no-verify", KEY);
    Scenario.assertFailure(result, 2);
    assertTrue(result.err().contains(variable + " is set"), result.err());
    assertFalse(Files.exists(home.resolve("config.json")));
    assertEquals(0, add(words + " --no-verify --host https://h.example/v1", KEY).exitCode());
  }

  @Test
  void a_command_prints_a_kilo_token_alone() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{\"balance\":1}"))) {
      String words = "kilo --host " + server.url() + " --from-command";
      String command = "echo HTTPS://k.example:" + KEY;
      List<String> all = new ArrayList<>(List.of("keys", "add"));
      all.addAll(List.of(words.split(" ", -1)));
      all.add(command);
      CliRunner.Result result = byok.env("PATH", "/usr/bin:/bin").run(all.toArray(new String[0]));
      Scenario.assertFailure(result, 11);
      assertFalse((result.out() + result.err()).contains(KEY), result.err());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void azures_key_comes_with_its_host_and_deployment() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      CliRunner.Result result = add("azure --deployment m --host " + mock.base(), KEY);
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("m", stored("azure").text("model"));
      assertEquals(mock.base(), stored("azure").text("host"));
    }
    assertEquals(
        0,
        add("azure:old --no-verify --host https://r.openai.azure.com --api-version 2024-10-21", KEY)
            .exitCode());
    assertEquals("https://r.openai.azure.com/openai", stored("azure:old").text("host"));
    assertEquals("2024-10-21", stored("azure:old").text("api_version"));
  }

  @Test
  void kilos_host_and_organization_stay_with_the_key() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{\"balance\":1}"))) {
      CliRunner.Result result = add("kilo --org " + ORGANIZATION, server.url() + ":" + KEY);
      assertEquals(0, result.exitCode(), result.err());
      String request = server.requests().getFirst();
      assertTrue(request.startsWith("GET /api/profile/balance "), request);
      assertEquals("Bearer " + KEY, MockProvider.header(request, "Authorization"));
      assertEquals(ORGANIZATION, MockProvider.header(request, "X-KiloCode-OrganizationId"));
      assertEquals(server.url() + "/api/gateway", stored("kilo").text("host"));
      assertEquals(ORGANIZATION, stored("kilo").text("organization"));
      Scenario.assertFailure(
          add("kilo:two --host https://k.example", "https://other.example:" + KEY), 2);
    }
  }

  @Test
  void a_kilo_key_whose_end_is_past_is_neither_stored_nor_sent() throws Exception {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"exp\":1700000000}".getBytes(StandardCharsets.UTF_8));
    String expired = "eyJhbGciOiJIUzI1NiJ9." + payload + ".canary";
    try (RawServer server = RawServer.start(RawServer.answer(200, "{}"))) {
      for (String options : List.of("", " --no-verify")) {
        CliRunner.Result result = add("kilo" + options + " --host " + server.url(), expired);
        Scenario.assertFailure(result, 4);
        assertTrue(result.err().contains("expired on 2023-11-14"), result.err());
      }
      byok.env("KILO_API_KEY", expired).env("KILO_API_URL", server.url());
      CliRunner.Result run = byok.run("run", "-m", "kilo/m", "hi");
      Scenario.assertFailure(run, 4);
      assertTrue(run.err().contains("expired on 2023-11-14"), run.err());
      assertEquals(0, server.connections());
      assertEquals(List.of(), Scenario.ledger(home));
    }
  }

  @Test
  void an_organization_of_the_environment_is_checked_before_anything_is_sent() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{}"))) {
      byok.env("KILO_API_KEY", KEY).env("KILO_API_URL", server.url()).env("KILO_ORG_ID", "mine");
      Scenario.assertFailure(byok.run("run", "-m", "kilo/m", "hi"), 2);
      assertEquals(0, server.connections());
    }
  }

  @Test
  void a_server_that_wants_no_key_gets_none() throws Exception {
    CliRunner.Result result =
        add("ollama --host http://192.168.1.5:11434/v1 --allow-http --no-key", "");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("none", stored("ollama").text("stored_in"));
    assertEquals("http://192.168.1.5:11434/v1", stored("ollama").text("host"));
    try (MockProvider mock = MockProvider.start()) {
      byok.env("BYOK_LMSTUDIO_HOST", mock.base());
      CliRunner.Result run = byok.run("run", "-m", "lmstudio/any", "hi");
      assertEquals("Hello from the mock\n", run.out(), run.err());
      assertEquals(List.of("POST /v1/chat/completions -"), mock.summary());
    }
  }

  @Test
  void the_token_of_a_verification_is_in_the_ledger() throws Exception {
    String answer =
        "{\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"message\":{\"content\":\"h\"},"
            + "\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":5,"
            + "\"completion_tokens\":1}}";
    try (RawServer server = RawServer.start(RawServer.answer(200, answer))) {
      CliRunner.Result result = add("inception --host " + server.url(), KEY);
      assertEquals(0, result.exitCode(), result.err());
      String request = server.requests().getFirst();
      assertTrue(request.startsWith("POST /chat/completions "), request);
      assertEquals(
          "{\"model\":\"mercury-2\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
              + "\"max_tokens\":1}",
          MockProvider.body(request));
    }
    List<JsonObject> entries = Scenario.ledger(home);
    assertEquals(1, entries.size());
    assertEquals("keys", entries.getFirst().text("command"));
    assertEquals("inception", entries.getFirst().text("key"));
    assertEquals("ok", entries.getFirst().text("status"));
    assertEquals(1L, entries.getFirst().at("usage").count("output"));
  }

  private CliRunner.Result add(String words, String secret) {
    CliRunner.Result result = byok.stdin(secret).run(("keys add " + words).split(" ", -1));
    assertFalse(
        (result.out() + result.err()).toLowerCase(java.util.Locale.ROOT).contains("canary"));
    return result;
  }

  private JsonObject stored(String key) throws Exception {
    return Json.parseObject(Files.readString(home.resolve("config.json"))).at("keys").at(key);
  }
}
