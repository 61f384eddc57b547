package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks Perplexity, whose API for chat has ended. What serves Responses there has a smaller set of
 * fields than OpenAI, refuses all others, and names its events in their data alone.
 */
final class PerplexityRunTest {
  private static final String KEY = "pplx-Pp3-canary-0123456789abcdef-Pp3";
  private static final String SONAR = "perplexity/perplexity/sonar";
  private static final String ANSWER =
      """
      {"id":"resp_1","object":"response","status":"completed","model":"perplexity/sonar",
       "error":null,"incomplete_details":null,"tools":[],"output":[
        {"type":"search_results","queries":["q"],"results":[{"id":1,"title":"T","url":"https://x"}]},
        {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[
         {"type":"output_text","text":"Hello","annotations":[]}]}],
       "usage":{"input_tokens":7,"output_tokens":2,"total_tokens":9,
        "input_tokens_details":{"cached_tokens":3},"output_tokens_details":{"reasoning_tokens":0},
        "tool_calls_details":{"search_web":{"invocation":1}},
        "cost":{"currency":"USD","input_cost":0.0001,"output_cost":0.0002,
         "tool_calls_cost":0.005,"total_cost":0.0053}}}
      """
          .replace("\n", "");

  @TempDir private Path home;

  @Test
  void its_own_model_searches_the_web_and_nothing_unknown_is_sent() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, ANSWER))) {
      CliRunner.Result ran = run(server, SONAR, "--no-stream", "-s", "Be brief", "-t", "0.5", "hi");
      assertEquals("Hello\n", ran.out(), ran.err());
      String request = server.requests().getFirst();
      assertTrue(request.startsWith("POST /v1/responses "), request);
      assertEquals(
          "{\"model\":\"perplexity/sonar\",\"instructions\":\"Be brief\",\"input\":["
              + "{\"role\":\"user\",\"content\":\"hi\"}],\"store\":false,\"temperature\":0.5,"
              + "\"tools\":[{\"type\":\"web_search\"}]}",
          MockProvider.body(request));
    }
  }

  @Test
  void a_model_of_others_gets_no_tool_but_the_effort() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, ANSWER))) {
      String luna = "perplexity/openai/gpt-6-luna";
      assertEquals(0, run(server, luna, "--no-stream", "--effort", "max", "hi").exitCode());
      JsonObject body = Json.parseObject(MockProvider.body(server.requests().getFirst()));
      assertEquals("openai/gpt-6-luna", body.text("model"));
      assertFalse(body.has("tools"), body.toString());
      assertEquals("max", body.at("reasoning").text("effort"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--stream-json", "--no-stream"})
  void the_price_of_the_search_is_in_the_cost(String how) throws Exception {
    RawServer.Script script =
        how.equals("--no-stream") ? RawServer.answer(200, ANSWER) : RawServer.events(stream());
    try (RawServer server = RawServer.start(script)) {
      CliRunner.Result ran = run(server, SONAR, how, "hi");
      assertEquals(0, ran.exitCode(), ran.err());
    }
    JsonObject entry = Scenario.ledger(home).getFirst();
    assertEquals(7L, entry.at("usage").count("input"));
    assertEquals(2L, entry.at("usage").count("output"));
    assertEquals(new BigDecimal("0.0053"), entry.decimal("cost_usd"));
    assertEquals("provider", entry.text("cost_source"));
  }

  @Test
  void a_schema_goes_into_the_system_prompt() throws Exception {
    Path schema = Files.writeString(home.resolve("s.json"), "{\"type\":\"string\"}");
    String said = ANSWER.replace("\"text\":\"Hello\"", "\"text\":\"\\\"Rome\\\"\"");
    try (RawServer server = RawServer.start(RawServer.answer(200, said))) {
      CliRunner.Result ran =
          run(server, SONAR, "--no-stream", "--schema", schema.toString(), "A city");
      assertEquals(0, ran.exitCode(), ran.err());
      JsonObject body = Json.parseObject(MockProvider.body(server.requests().getFirst()));
      assertFalse(body.has("text"), body.toString());
      assertTrue(String.valueOf(body.text("instructions")).contains("{\"type\":\"string\"}"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--effort high", "--stop x", "--seed 7"})
  void what_it_does_not_take_is_refused_beforehand(String option) throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, ANSWER))) {
      List<String> words = new ArrayList<>(List.of(option.split(" ", -1)));
      words.add("hi");
      assertEquals(2, run(server, SONAR, words.toArray(new String[0])).exitCode());
      assertEquals(0, server.connections());
    }
  }

  /** A client that still speaks chat to the old address, such as a key of another kind. */
  @Test
  void the_end_of_its_chat_is_told_and_what_to_do() throws Exception {
    String report =
        "{\"error\":{\"message\":\"Sonar is now the Agent API. Use /v1/responses instead of"
            + " /chat/completions.\",\"type\":\"chat_completions_not_available\",\"code\":403}}";
    try (RawServer server = RawServer.start(RawServer.answer(403, report))) {
      CliRunner.Result ran =
          new CliRunner(home)
              .env("BYOK_OPENAI_COMPATIBLE_API_KEY", KEY)
              .env("BYOK_OPENAI_COMPATIBLE_HOST", server.url())
              .run("run", "-m", "openai-compatible/sonar", "hi");
      assertEquals(9, ran.exitCode(), ran.err());
      assertTrue(ran.err().contains("Perplexity no longer answers chat completions"), ran.err());
      assertTrue(ran.err().contains("hint: "), ran.err());
      assertTrue(ran.err().contains("byok keys add perplexity"), ran.err());
      assertFalse(ran.err().contains(KEY), ran.err());
    }
  }

  private CliRunner.Result run(RawServer server, String model, String... words) {
    List<String> args = new ArrayList<>(List.of("run", "-m", model, "--retries", "0"));
    args.addAll(List.of(words));
    return new CliRunner(home)
        .env("BYOK_PERPLEXITY_API_KEY", KEY)
        .env("BYOK_PERPLEXITY_HOST", server.url() + "/v1")
        .run(args.toArray(new String[0]));
  }

  /** As recorded: no event has a name of its own, and some are of no known type. */
  private static String stream() {
    return data(
            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}}")
        + data("{\"type\":\"response.reasoning.started\",\"thought\":\"Searching\"}")
        + data("{\"type\":\"response.reasoning.search_results\",\"results\":[]}")
        + data("{\"type\":\"response.output_text.delta\",\"output_index\":1,\"delta\":\"Hello\"}")
        + data("{\"type\":\"response.output_text.done\",\"output_index\":1,\"text\":\"Hello\"}")
        + data("{\"type\":\"response.completed\",\"response\":" + ANSWER + "}");
  }

  private static String data(String json) {
    return "data: " + json + "\n\n";
  }
}
