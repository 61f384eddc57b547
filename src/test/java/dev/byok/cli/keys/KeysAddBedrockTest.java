package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code keys add bedrock}: both forms of keys, proved by listing or by its denial. */
final class KeysAddBedrockTest {
  private static final String API_KEY = "ABSK-canary-0123456789abcdef";
  private static final String SECRET = "canary/secret+0123456789abcdefghijklmnop";
  private static final String ACCESS =
      "{\n \"accessKeyId\": \"AKIDEXAMPLE\",\n \"secretAccessKey\": \""
          + SECRET
          + "\",\n \"region\": \"eu-central-1\"\n}\n";

  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() throws IOException {
    byok = CliRunner.withKeyFile(home);
  }

  private CliRunner.Result add(RawServer server, String secret, String... options) {
    List<String> args = new ArrayList<>(List.of("keys", "add", "bedrock", "--host", server.url()));
    args.addAll(List.of(options));
    CliRunner.Result result = byok.stdin(secret).run(args.toArray(new String[0]));
    assertFalse((result.out() + result.err()).contains("canary"), result.err());
    return result;
  }

  private static RawServer.Script denied(String type, String message) {
    return Scenario.answer(
        403, "x-amzn-ErrorType: " + type + ":\r\n", "{\"message\":\"" + message + "\"}");
  }

  @Test
  void an_api_key_goes_as_a_bearer_and_needs_a_region() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{\"modelSummaries\":[]}"))) {
      Scenario.assertFailure(add(server, API_KEY), 2);
      assertEquals(0, server.connections());
      CliRunner.Result result = add(server, API_KEY, "--region", "us-east-1");
      assertEquals(0, result.exitCode(), result.err());
      String request = server.requests().get(0);
      assertTrue(request.startsWith("GET /foundation-models?"), request);
      assertEquals("Bearer " + API_KEY, MockProvider.header(request, "Authorization"));
      assertTrue(Files.readString(home.resolve("config.json")).contains("us-east-1"));
    }
  }

  @Test
  void an_access_key_signs_and_brings_its_region() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{\"modelSummaries\":[]}"))) {
      CliRunner.Result result = add(server, ACCESS);
      assertEquals(0, result.exitCode(), result.err());
      String signature = MockProvider.header(server.requests().get(0), "Authorization");
      assertTrue(signature.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), signature);
      assertTrue(signature.contains("/eu-central-1/bedrock/aws4_request"), signature);
      assertFalse(server.requests().get(0).contains(SECRET));
      assertFalse(Files.readString(home.resolve("config.json")).contains("canary"));
    }
  }

  @Test
  void being_denied_the_list_proves_the_key() throws Exception {
    try (RawServer server =
        RawServer.start(denied("AccessDeniedException", "User is not authorized"))) {
      CliRunner.Result result = add(server, API_KEY, "--region", "us-east-1");
      assertEquals(0, result.exitCode(), result.err());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"UnrecognizedClientException", "AccessDeniedException"})
  void an_unknown_key_is_not_stored(String type) throws Exception {
    String message =
        type.startsWith("Unrecognized")
            ? "The security token included in the request is invalid."
            : "Authentication failed: Please make sure your API Key is valid.";
    try (RawServer server = RawServer.start(denied(type, message))) {
      CliRunner.Result result = add(server, API_KEY, "--region", "us-east-1");
      assertEquals(4, result.exitCode(), result.err());
      assertTrue(result.err().startsWith("byok: Invalid key. Validation failed.\n"), result.err());
      assertFalse(Files.exists(home.resolve("config.json")));
    }
  }

  @Test
  void credentials_that_have_ended_are_not_stored_even_unchecked() throws Exception {
    String ended =
        "{\"AccessKeyId\":\"AKIDEXAMPLE\",\"SecretAccessKey\":\"canary\",\"Expiration\":\"2020-01-01T00:00:00Z\"}";
    try (RawServer server = RawServer.start(RawServer.answer(200, "{}"))) {
      CliRunner.Result result = add(server, ended, "--region", "us-east-1", "--no-verify");
      Scenario.assertFailure(result, 4);
      assertFalse(Files.exists(home.resolve("config.json")));
      Scenario.assertFailure(add(server, "[\"canary\"]", "--region", "us-east-1"), 2);
      assertEquals(0, server.connections());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"accessKeyId", "secretAccessKey", "region"})
  void a_missing_field_is_named_and_no_value_is_shown(String field) throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{}"))) {
      CliRunner.Result result = add(server, ACCESS.replace("\"" + field + "\"", "\"other\""));
      List<String> lines = Scenario.assertFailure(result, 2);
      assertTrue(lines.toString().contains(field), lines.toString());
      assertEquals(0, server.connections());
    }
  }
}
