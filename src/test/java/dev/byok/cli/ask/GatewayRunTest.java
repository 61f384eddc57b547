package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks prompts through the Kilo Gateway: what byok sends, what it reads, and who pays. */
final class GatewayRunTest {
  private static final String ORGANIZATION = "123e4567-e89b-12d3-a456-426614174000";
  private static final String MODEL = "anthropic/claude-sonnet-5";

  @TempDir Path home;

  private CliRunner.Result run(RawServer server, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "-m", "kilo/" + MODEL));
    args.addAll(List.of(options));
    args.add("hi");
    CliRunner.Result result =
        new CliRunner(home)
            .env("BYOK_KILO_API_KEY", Scenario.KEY)
            .env("BYOK_KILO_HOST", server.url() + "/api/gateway")
            .run(args.toArray(new String[0]));
    assertFalse((result.out() + result.err()).contains(Scenario.KEY));
    return result;
  }

  private static RawServer.Script stream(String usage) {
    String body =
        ": KILO PROCESSING\n\n"
            + Scenario.text("hello")
            + Scenario.FINISH
            + "data: {\"choices\":[],\"usage\":"
            + usage
            + "}\n\n"
            + Scenario.DONE;
    return RawServer.bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static RawServer.Script models(boolean ownKey) {
    return Scenario.answer(
        200,
        "",
        "{\"data\":[{\"id\":\"x/y\"},{\"id\":\"Anthropic/Claude-Sonnet-5\","
            + "\"hasUserByokAvailable\":"
            + ownKey
            + "}]}");
  }

  @Test
  void the_gateway_is_told_task_version_mode_and_organization() throws Exception {
    try (RawServer server = RawServer.start(stream("{}"), stream("{}"))) {
      assertEquals(0, run(server, "--org", ORGANIZATION, "--mode", "Code").exitCode());
      assertEquals(0, run(server).exitCode());
      String first = server.requests().get(0);
      String second = server.requests().get(1);
      assertTrue(first.startsWith("POST /api/gateway/chat/completions "), first);
      assertEquals("Bearer " + Scenario.KEY, MockProvider.header(first, "Authorization"));
      assertEquals(ORGANIZATION, MockProvider.header(first, "X-KiloCode-OrganizationId"));
      assertEquals("code", MockProvider.header(first, "x-kilocode-mode"));
      assertEquals("0.1.0", MockProvider.header(first, "X-KiloCode-Version"));
      assertEquals(36, MockProvider.header(first, "X-KiloCode-TaskId").length());
      assertNotEquals(
          MockProvider.header(first, "X-KiloCode-TaskId"),
          MockProvider.header(second, "X-KiloCode-TaskId"));
      assertEquals("-", MockProvider.header(second, "x-kilocode-mode"));
      assertEquals("-", MockProvider.header(second, "X-KiloCode-OrganizationId"));
      assertFalse(MockProvider.body(first).contains("stream_options"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"org-1", "", "123e4567e89b12d3a456426614174000", ORGANIZATION + "\n"})
  void an_organization_that_is_no_uuid_is_refused_before_anything_is_sent(String id)
      throws Exception {
    try (RawServer server = RawServer.start(stream("{}"))) {
      Scenario.assertFailure(run(server, "--org", id), 2);
      assertEquals(0, server.connections());
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"--org, x", "--mode, code", "--require-byok, "})
  void another_provider_knows_none_of_it(String option, String value) {
    List<String> args = new ArrayList<>(List.of("run", "-m", "demo/echo", option));
    if (value != null) {
      args.add(value);
    }
    args.add("hi");
    CliRunner.Result result = new CliRunner(home).run(args.toArray(new String[0]));
    assertTrue(Scenario.assertFailure(result, 2).get(0).contains(option), result.err());
  }

  @Test
  void an_own_key_is_billed_by_its_provider() throws Exception {
    try (RawServer server =
        RawServer.start(
            stream(
                "{\"prompt_tokens\":7,\"completion_tokens\":2,\"cost\":0,\"is_byok\":true,"
                    + "\"cost_details\":{\"upstream_inference_cost\":0.00123}}"))) {
      CliRunner.Result result = run(server);
      assertEquals(
          "byok: paid with your own key at anthropic, which is stored at Kilo\n", result.err());
      JsonObject entry = Scenario.ledger(home).get(0);
      assertEquals("anthropic", entry.text("billed_by"));
      assertEquals("kilo", entry.text("provider"));
      assertEquals("kilo", entry.text("via"));
      assertEquals(new BigDecimal("0.00123"), entry.decimal("cost_usd"));
      assertEquals("provider", entry.text("cost_source"));
    }
  }

  @Test
  void credits_that_are_spent_are_told() throws Exception {
    try (RawServer server =
        RawServer.start(
            stream(
                "{\"prompt_tokens\":7,\"completion_tokens\":2,\"cost\":0.5,\"is_byok\":false}"))) {
      CliRunner.Result result = run(server, "--json");
      assertTrue(result.err().startsWith("byok: paid with your Kilo credits"), result.err());
      assertEquals(
          new BigDecimal("0.5"), Json.parseObject(result.out()).decimal("cost_usd"), result.out());
      assertEquals("kilo", Scenario.ledger(home).get(0).text("billed_by"));
    }
  }

  @Test
  void a_free_model_is_asked_without_a_key_and_nothing_is_said_of_money() throws Exception {
    try (RawServer server = RawServer.start(stream("{}"))) {
      CliRunner.Result result =
          new CliRunner(home)
              .env("KILO_API_URL", server.url())
              .run("run", "-m", "kilo/x/y:free", "hi");
      assertEquals("hello\n", result.out(), result.err());
      assertEquals("", result.err());
      assertEquals("-", MockProvider.header(server.requests().get(0), "Authorization"));
    }
  }

  @Test
  void nothing_is_sent_where_credits_would_be_spent_and_an_own_key_is_required() throws Exception {
    try (RawServer server = RawServer.start(models(false), stream("{}"))) {
      CliRunner.Result result = run(server, "--require-byok");
      Scenario.assertFailure(result, 3);
      assertEquals(1, server.connections());
      assertTrue(server.requests().get(0).startsWith("GET /api/gateway/models "));
      assertTrue(Scenario.ledger(home).isEmpty());
    }
  }

  @Test
  void with_a_key_at_the_gateway_the_prompt_is_sent() throws Exception {
    try (RawServer server = RawServer.start(models(true), stream("{}"))) {
      CliRunner.Result result = run(server, "--require-byok", "--org", ORGANIZATION);
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("hello\n", result.out());
      assertEquals(2, server.connections());
      assertEquals(
          ORGANIZATION, MockProvider.header(server.requests().get(0), "X-KiloCode-OrganizationId"));
    }
  }

  @ParameterizedTest(name = "HTTP {0}: exit {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | {"data":[]}                                  | 5
          200 | no json                                      | 8
          401 | {"success":false,"error":"Invalid token"}    | 4
          503 | {}                                           | 8
          """)
  void a_gateway_that_cannot_say_is_not_trusted(int status, String body, int exitCode)
      throws Exception {
    try (RawServer server = RawServer.start(Scenario.answer(status, "", body), stream("{}"))) {
      Scenario.assertFailure(run(server, "--require-byok"), exitCode);
      assertEquals(1, server.connections());
    }
  }

  @Test
  void credits_that_are_spent_although_an_own_key_is_required_are_told() throws Exception {
    try (RawServer server = RawServer.start(models(true), stream("{\"is_byok\":false}"))) {
      CliRunner.Result result = run(server, "--require-byok");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("hello\n", result.out());
      assertEquals(
          "byok: Kilo spent your credits despite --require-byok: it did not use your key\n",
          result.err());
    }
  }
}
