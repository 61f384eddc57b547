package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.ClosedPort;
import dev.byok.testing.RawServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TlsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what a script sees when the provider or the network fails. */
final class ExitCodesTest {
  @TempDir private Path home;

  @ParameterizedTest(name = "HTTP {0} is {1} after {3} requests: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | key-rejected | 4 | 1 | Incorrect key                 | {"error":{"message":"Incorrect key","code":"invalid_api_key"}}
          403 | key-rejected | 4 | 1 | No permission                 | {"error":{"message":"No permission"}}
          404 | no-model     | 5 | 1 | does not exist                | {"error":{"message":"The model does not exist","code":"model_not_found"}}
          402 | quota        | 6 | 1 | Insufficient Balance          | {"error":{"message":"Insufficient Balance"}}
          429 | quota        | 6 | 1 | You exceeded                  | {"error":{"message":"You exceeded it","code":"insufficient_quota"}}
          429 | rate-limit   | 7 | 3 | Slow down                     | {"error":{"message":"Slow down","code":"rate_limit_exceeded"}}
          429 | unavailable  | 8 | 3 | busy                          | {"error":{"message":"busy","type":"engine_overloaded_error"}}
          500 | unavailable  | 8 | 3 | had an error                  | {"error":{"message":"The server had an error"}}
          503 | unavailable  | 8 | 3 | Service Unavailable           | <html><title>Service Unavailable</title></html>
          529 | unavailable  | 8 | 3 | Overloaded                    | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          408 | unavailable  | 8 | 1 | HTTP 408                      | ``
          400 | refused      | 9 | 1 | temperature: too high         | {"error":{"message":["temperature: too high"]}}
          422 | refused      | 9 | 1 | extra fields                  | {"message":{"detail":[{"msg":"extra fields"}]}}
          400 | refused      | 9 | 1 | prompt is too long            | {"error":{"message":"m","code":"context_length_exceeded"}}
          400 | refused      | 9 | 1 | maximum context length is 512 | {"error":{"message":"This model's maximum context length is 512 tokens"}}
          413 | refused      | 9 | 1 | HTTP 413                      | ``
          """)
  void a_provider_that_refuses_is_told_by_its_own_code(
      int status, String name, int exitCode, int requests, String words, String body)
      throws Exception {
    RawServer.Script script = Scenario.answer(status, "Retry-After: 0\r\n", body);
    try (Scenario scenario = Scenario.of(home, script)) {
      CliRunner.Result result = scenario.run();
      List<String> failure = Scenario.assertFailure(result, exitCode);
      assertTrue(failure.get(0).endsWith("(HTTP " + status + ")"), failure.get(0));
      assertTrue(String.join("\n", failure).contains(words), result.err());
      assertEquals("", result.out());
      assertEquals(requests, scenario.requests());
      JsonObject entry = scenario.assertRecorded(name, requests);
      assertNull(entry.at("usage").get("input"));
      assertNull(entry.get("first_token_ms"));
    }
    try (Scenario scenario = Scenario.of(home, script)) {
      CliRunner.Result result = scenario.run("--json");
      Scenario.assertFailure(result, exitCode);
      JsonObject all = Scenario.assertErrorJson(result, name);
      assertEquals((long) status, all.at("error").count("status"));
      assertEquals("openai-compatible", all.at("error").text("provider"));
      assertEquals("", all.text("text"));
      assertEquals(requests, scenario.requests());
    }
    try (Scenario scenario = Scenario.of(home, script)) {
      CliRunner.Result result = scenario.run("--stream-json", "--retries", "0");
      Scenario.assertFailure(result, exitCode);
      Scenario.assertLastEventIsError(result, name);
      assertEquals(1, scenario.requests());
    }
  }

  @Test
  void the_wait_that_a_provider_asks_for_is_in_the_error() throws Exception {
    try (Scenario scenario =
        Scenario.of(home, Scenario.answer(429, "Retry-After: 17\r\n", "{\"error\":\"slow\"}"))) {
      CliRunner.Result result = scenario.run("--json", "--retries", "0");
      JsonObject all = Scenario.assertErrorJson(result, "rate-limit");
      assertEquals(17L, all.at("error").count("retry_after_s"));
      scenario.assertRecorded("rate-limit", 1);
    }
  }

  @Test
  void the_configured_number_of_retries_holds_unless_the_command_says_otherwise() throws Exception {
    Files.writeString(home.resolve("config.json"), "{\"settings\":{\"retries\":0}}");
    RawServer.Script busy = Scenario.answer(503, "Retry-After: 0\r\n", "");
    try (Scenario scenario = Scenario.of(home, busy)) {
      Scenario.assertFailure(scenario.run(), 8);
      assertEquals(1, scenario.requests());
    }
    try (Scenario scenario = Scenario.of(home, busy)) {
      Scenario.assertFailure(scenario.run("--retries", "1"), 8);
      assertEquals(2, scenario.requests());
    }
  }

  @Test
  void what_passes_at_the_second_attempt_is_a_success() throws Exception {
    try (Scenario scenario =
        Scenario.of(
            home,
            Scenario.answer(503, "Retry-After: 1\r\n", ""),
            RawServer.events(
                Scenario.text("Hello"), Scenario.FINISH, Scenario.usage(3, 1), Scenario.DONE))) {
      long start = System.nanoTime();
      CliRunner.Result result = scenario.run();
      assertTrue(System.nanoTime() - start >= 1_000_000_000L, "Retry-After was not obeyed");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("Hello\n", result.out());
      assertTrue(result.err().contains("trying again in 1 s (1 of 2)"), result.err());
      assertEquals(2, scenario.requests());
      assertEquals(3L, scenario.assertRecorded("ok", 2).at("usage").count("input"));
    }
  }

  @Test
  void stream_options_are_dropped_once_where_a_server_refuses_them_by_name() throws Exception {
    String refusal = "{\"error\":{\"message\":\"stream_options: extra field\"}}";
    try (Scenario scenario = Scenario.of(home, RawServer.answer(422, refusal))) {
      Scenario.assertFailure(scenario.run(), 9);
      assertEquals(2, scenario.requests());
      scenario.assertRecorded("refused", 2);
    }
  }

  @ParameterizedTest(name = "HTTP {0}")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_is_refused_and_its_target_is_told_and_not_asked(int status) throws Exception {
    try (RawServer elsewhere = RawServer.start(RawServer.answer(200, "{}"));
        Scenario scenario =
            Scenario.of(
                home,
                Scenario.answer(
                    status, "Location: " + elsewhere.url() + "/steal?key=1\r\n", "moved"))) {
      CliRunner.Result result = scenario.run("--json");
      List<String> failure = Scenario.assertFailure(result, 8);
      assertEquals("  to " + elsewhere.url(), failure.get(1));
      JsonObject error = Scenario.assertErrorJson(result, "unavailable").at("error");
      assertEquals((long) status, error.count("status"));
      assertEquals(0, elsewhere.connections());
      assertEquals(1, scenario.requests());
      scenario.assertRecorded("unavailable", 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "//evil.example/v1, http://evil.example",
    "https://evil_host.example:8443/v1, https://evil_host.example:8443",
    "https://127.0.0.1@evil.example/v1, https://evil.example",
    "/v2/chat, a path of the same host",
    "https://evil.example/%zz, an address that cannot be read"
  })
  void a_redirects_target_is_named_as_it_is_meant(String location, String told) throws Exception {
    try (Scenario scenario =
        Scenario.of(home, Scenario.answer(307, "Location: " + location + "\r\n", ""))) {
      List<String> failure = Scenario.assertFailure(scenario.run(), 8);
      assertEquals("  to " + told, failure.get(1));
      assertEquals(1, scenario.requests());
    }
  }

  @Test
  void a_refused_connection_is_tried_again_and_not_written_down() throws Exception {
    CliRunner.Result result;
    try (ClosedPort gone = new ClosedPort()) {
      result = Scenario.run(Scenario.byok(home, gone.url() + "/v1"), "--json");
    }
    List<String> failure = Scenario.assertFailure(result, 8);
    assertTrue(failure.get(0).contains("refused the connection"), result.err());
    assertTrue(result.err().contains("(2 of 2)"), result.err());
    assertNull(Scenario.assertErrorJson(result, "unavailable").at("error").get("status"));
    assertEquals(List.of(), Scenario.ledger(home));
  }

  @Test
  void an_unknown_host_is_named() throws Exception {
    CliRunner byok = Scenario.byok(home, "https://provider.invalid/v1");
    CliRunner.Result result = Scenario.run(byok, "--stream-json", "--retries", "0");
    List<String> failure = Scenario.assertFailure(result, 8);
    assertTrue(failure.get(0).contains("provider.invalid"), result.err());
    Scenario.assertLastEventIsError(result, "unavailable");
    assertEquals(List.of(), Scenario.ledger(home));
  }

  @Test
  void a_certificate_that_does_not_hold_is_no_matter_of_trying_again() throws Exception {
    try (TlsServer server = TlsServer.start(TestCertificates.server().selfSigned())) {
      CliRunner byok = Scenario.byok(home, "https://127.0.0.1:" + server.port() + "/v1");
      CliRunner.Result result = Scenario.run(byok, "--json");
      Scenario.assertFailure(result, 8);
      Scenario.assertErrorJson(result, "unavailable");
      assertFalse(result.err().contains("trying again"), result.err());
      assertEquals(List.of(), server.requests());
      assertEquals(List.of(), Scenario.ledger(home));
    }
  }

  @Test
  void a_connection_that_breaks_before_the_answer_may_have_cost_something() throws Exception {
    try (Scenario scenario = Scenario.of(home, RawServer.closeBeforeAnswer())) {
      Scenario.assertFailure(scenario.run("--retries", "1"), 8);
      assertEquals(2, scenario.requests());
      scenario.assertRecorded("unavailable", 2);
    }
  }

  @Test
  void silence_before_the_headers_is_not_paid_for_twice() throws Exception {
    try (Scenario scenario = Scenario.of(home, RawServer.stallBeforeHeaders())) {
      CliRunner.Result result = scenario.run("--timeout", "300ms", "--json");
      List<String> failure = Scenario.assertFailure(result, 8);
      assertTrue(failure.get(0).contains("300 ms"), result.err());
      Scenario.assertErrorJson(result, "unavailable");
      assertEquals(1, scenario.requests());
      scenario.assertRecorded("unavailable", 1);
    }
  }

  @Test
  void a_key_that_the_server_repeats_is_not_repeated() throws Exception {
    String body =
        "{\"error\":{\"message\":\"bad key " + Scenario.KEY + "\",\"code\":\"invalid_api_key\"}}";
    try (Scenario scenario = Scenario.of(home, RawServer.answer(401, body))) {
      CliRunner.Result result = scenario.run("--json", "-v");
      assertTrue(result.err().contains("  bad key ***"), result.err());
      assertTrue(result.out().contains("bad key ***"), result.out());
      assertFalse(scenario.ledger().toString().contains(Scenario.KEY));
    }
  }
}
