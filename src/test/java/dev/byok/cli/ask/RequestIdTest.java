package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the provider's id of a request, by which its console finds what failed. */
final class RequestIdTest {
  private static final String KEY = "sk-canary-0123456789abcdef";

  @TempDir private Path home;

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai            | 401 | x-request-id: req_1 | {"error":{"message":"no"}}                       | req_1
          anthropic         | 404 | request-id: req_2   | {"error":{"message":"no"},"request_id":"req_x"}  | req_2
          anthropic         | 404 | x-other: req_2      | {"error":{"message":"no"},"request_id":"req_x"}  | req_x
          openai-compatible | 403 | X-Request-Id: req_3 | {"error":{"message":"may not"}}                  | req_3
          openai-compatible | 400 | request-id: req_4   | {"error":{"message":"no"}}                       | req_4
          groq              | 400 | x-other: x          | {"error":{"message":"no","request_id":"req_5"}}  | req_5
          openai            | 401 | x-other: x          | {"error":{"message":"no"}}                       |
          openai            | 200 | x-request-id: req_6 | {"id":"chat-1","choices":[]}                     | req_6
          groq              | 200 | x-request-id: req_7 | {}                                               | req_7
          openai            | 401 | x-request-id: KEY   | {"error":{"message":"no"}}                       | ***
          """)
  void is_kept_with_a_failure(String provider, int status, String header, String body, String id)
      throws Exception {
    String answer =
        "HTTP/1.1 %d No\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                status,
                header.replace("KEY", KEY),
                body.getBytes(StandardCharsets.UTF_8).length,
                body);
    try (RawServer server = RawServer.start(RawServer.bytes(answer))) {
      String name = provider.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
      CliRunner byok =
          new CliRunner(home)
              .env("BYOK_" + name + "_API_KEY", KEY)
              .env("BYOK_" + name + "_HOST", server.url() + "/v1");
      CliRunner.Result result =
          byok.run("run", "-m", provider + "/m", "--json", "--retries", "0", "hi");
      assertTrue(result.exitCode() > 0, result.out());
      assertEquals(id, Json.parseObject(result.out()).text("request_id"), result.out());
      String ledger = Files.readString(home.resolve("usage.json"));
      JsonObject entry = Scenario.ledger(home).getFirst();
      assertEquals(id, entry.text("request_id"), ledger);
      assertFalse((ledger + result.out() + result.err()).contains(KEY), "canary");
    }
  }
}
