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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks prompts in the formats of Anthropic and Google, from command line to ledger. */
final class DialectRunTest {
  private static final String MESSAGE_START =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
          + "\"model\":\"claude-x\",\"content\":[],\"usage\":{\"input_tokens\":5,"
          + "\"cache_read_input_tokens\":2,\"output_tokens\":1}}}\n\n";
  private static final String MESSAGE_TEXT =
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
          + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n";

  @TempDir private Path home;

  @Test
  void anthropic_answers_the_same_streamed_and_whole() throws Exception {
    RawServer.Script streamed =
        RawServer.events(
            MESSAGE_START,
            MESSAGE_TEXT,
            stop("{\"stop_reason\":\"end_turn\"}"),
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    RawServer.Script whole =
        RawServer.answer(
            200,
            "{\"id\":\"msg_1\",\"type\":\"message\",\"model\":\"claude-x\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\","
                + "\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":2,"
                + "\"output_tokens\":9}}");
    try (RawServer server = RawServer.start(streamed, whole)) {
      List<JsonObject> answers = bothWays(server, "anthropic");
      assertEquals(
          "{\"text\":\"Hello\",\"reasoning\":null,\"finish_reason\":\"stop\",\"served_model\":"
              + "\"claude-x\",\"request_id\":\"msg_1\",\"usage\":{\"input\":7,\"cache_read\":2,"
              + "\"cache_write\":null,\"output\":9,\"reasoning\":null}}",
          Json.write(answers.getFirst()));
      assertEquals(answers.getFirst(), answers.getLast());
      for (String request : server.requests()) {
        assertTrue(request.startsWith("POST /v1/messages HTTP/1.1\r\n"), request);
        assertEquals(Scenario.KEY, MockProvider.header(request, "x-api-key"));
        assertEquals("-", MockProvider.header(request, "authorization"));
        assertEquals("2023-06-01", MockProvider.header(request, "anthropic-version"));
      }
      assertEquals(
          "{\"model\":\"m\",\"max_tokens\":32000,\"messages\":[{\"role\":\"user\","
              + "\"content\":\"hi\"}],\"stream\":true}",
          MockProvider.body(server.requests().getFirst()));
    }
  }

  @Test
  void google_answers_the_same_streamed_and_whole() throws Exception {
    String first =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true}]}}],"
            + "\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}";
    String last =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":5,"
            + "\"candidatesTokenCount\":2,\"thoughtsTokenCount\":7},"
            + "\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}";
    RawServer.Script streamed =
        RawServer.events("data: " + first + "\r\n\r\n", "data: " + last + "\r\n\r\n");
    RawServer.Script whole =
        RawServer.answer(
            200,
            last.replace(
                "[{\"text\":\"Hello\"}]",
                "[{\"text\":\"hm\",\"thought\":true},{\"text\":\"Hello\"}]"));
    try (RawServer server = RawServer.start(streamed, whole)) {
      List<JsonObject> answers = bothWays(server, "google");
      assertEquals(
          "{\"text\":\"Hello\",\"reasoning\":\"hm\",\"finish_reason\":\"stop\",\"served_model\":"
              + "\"gemini-x\",\"request_id\":\"r1\",\"usage\":{\"input\":5,\"cache_read\":null,"
              + "\"cache_write\":null,\"output\":9,\"reasoning\":7}}",
          Json.write(answers.getFirst()));
      assertEquals(answers.getFirst(), answers.getLast());
      List<String> requests = server.requests();
      assertTrue(
          requests.getFirst().startsWith("POST /v1/models/m:streamGenerateContent?alt=sse HTTP"),
          requests.getFirst());
      assertTrue(
          requests.getLast().startsWith("POST /v1/models/m:generateContent HTTP"),
          requests.getLast());
      for (String request : requests) {
        assertEquals(Scenario.KEY, MockProvider.header(request, "x-goog-api-key"));
        assertEquals("-", MockProvider.header(request, "authorization"));
        assertEquals(
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}",
            MockProvider.body(request));
      }
    }
  }

  @Test
  void a_refusal_is_exit_9_with_the_text_kept_and_explained() throws Exception {
    RawServer.Script refusal =
        RawServer.events(
            MESSAGE_START,
            MESSAGE_TEXT,
            stop(
                "{\"stop_reason\":\"refusal\","
                    + "\"stop_details\":{\"type\":\"refusal\",\"explanation\":\"not that\"}}"),
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    try (RawServer server = RawServer.start(refusal)) {
      CliRunner.Result result = run(server, "anthropic");
      List<String> failure = Scenario.assertFailure(result, 9);
      assertEquals("Hello", result.out().strip());
      assertEquals("  not that", failure.get(1));
      JsonObject entry = Scenario.ledger(home).getFirst();
      assertEquals("refused", entry.text("status"));
      assertEquals(9L, entry.at("usage").count("output"));
    }
  }

  @Test
  void a_seed_that_cannot_be_sent_is_not_sent() throws Exception {
    try (RawServer server = RawServer.start(RawServer.events())) {
      Scenario.assertFailure(run(server, "anthropic", "--seed", "7"), 2);
      assertEquals(0, server.connections());
    }
  }

  private List<JsonObject> bothWays(RawServer server, String provider) throws Exception {
    List<JsonObject> answers = new ArrayList<>();
    for (List<String> options : List.of(List.of("--json"), List.of("--json", "--no-stream"))) {
      CliRunner.Result result = run(server, provider, options.toArray(new String[0]));
      assertEquals(0, result.exitCode(), result.err());
      JsonObject all = Json.parseObject(result.out());
      JsonObject.Builder answer = JsonObject.builder();
      for (String field :
          List.of("text", "reasoning", "finish_reason", "served_model", "request_id", "usage")) {
        answer.put(field, all.get(field));
      }
      answers.add(answer.build());
    }
    return answers;
  }

  private CliRunner.Result run(RawServer server, String provider, String... options) {
    String prefix = "BYOK_" + provider.toUpperCase(Locale.ROOT);
    CliRunner byok =
        new CliRunner(home)
            .env(prefix + "_API_KEY", Scenario.KEY)
            .env(prefix + "_HOST", server.url() + "/v1");
    List<String> args = new ArrayList<>(List.of("run", "-m", provider + "/m"));
    args.addAll(List.of(options));
    args.add("hi");
    CliRunner.Result result = byok.run(args.toArray(new String[0]));
    assertFalse(result.out().contains(Scenario.KEY), result.out());
    assertFalse(result.err().contains(Scenario.KEY), result.err());
    return result;
  }

  private static String stop(String delta) {
    return "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":"
        + delta
        + ",\"usage\":{\"output_tokens\":9}}\n\n";
  }
}
