package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how answers of Responses end, and that a key in them is never shown or kept. */
final class ResponsesRunTest {
  private static final String KEY = "sk-Rr9-canary-0123456789abcdef-Rr9";
  private static final String CREATED =
      event(
          "response.created",
          "\"response\":{\"id\":\"resp_1\",\"model\":\"gpt-6-luna-2026\","
              + "\"status\":\"in_progress\",\"error\":null}");
  private static final String TEXT =
      event("response.output_text.delta", "\"output_index\":0,\"delta\":\"Hello\"");
  private static final String DONE = end("completed", "null");

  @TempDir private Path home;

  @ParameterizedTest(name = "{0} {1} ends with {2}")
  @CsvSource({
    "completed, , 0, stop",
    "incomplete, max_output_tokens, 0, length",
    "incomplete, content_filter, 9, content_filter",
    "incomplete, , 10, incomplete",
    "cancelled, , 10, cancelled"
  })
  void each_end_has_its_exit_code(String status, @Nullable String why, int code, String reason)
      throws Exception {
    String details = why == null ? "null" : "{\"reason\":\"" + why + "\"}";
    CliRunner.Result ran = ran(RawServer.events(CREATED + TEXT + end(status, details)), "--json");
    assertEquals(code, ran.exitCode(), ran.err());
    JsonObject told = Json.parseObject(ran.out());
    assertEquals("Hello", told.text("text"));
    assertEquals(7L, told.at("usage").count("input"));
    if (code == 0) {
      assertEquals(reason, told.text("finish_reason"));
    }
  }

  @Test
  void a_stream_that_is_cut_is_incomplete_and_one_without_a_word_unavailable() throws Exception {
    assertEquals(10, ran(RawServer.events(CREATED + TEXT)).exitCode());
    assertEquals(8, ran(RawServer.events(CREATED)).exitCode());
    assertEquals(10, ran(RawServer.events(CREATED + TEXT + "data: [DONE]\n\n")).exitCode());
  }

  @Test
  void an_answer_for_later_is_not_an_answer() throws Exception {
    String queued = "{\"id\":\"r\",\"object\":\"response\",\"status\":\"queued\",\"output\":[]}";
    assertEquals(8, ran(RawServer.answer(200, queued), "--no-stream").exitCode());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "server_is_overloaded, The server is overloaded, 8",
    "server_error, The server had an error, 8",
    "rate_limit_exceeded, Rate limit reached, 7",
    "insufficient_quota, You exceeded your current quota, 6",
    "context_length_exceeded, Your input exceeds the context window, 9"
  })
  void a_failure_before_the_first_word_has_its_kind(String code, String message, int exit)
      throws Exception {
    String error = "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
    String failed =
        event("response.failed", "\"response\":{\"status\":\"failed\",\"error\":" + error + "}");
    String bare = event("error", error.substring(1, error.length() - 1));
    for (String report : List.of(failed, bare)) {
      CliRunner.Result ran = ran(RawServer.events(CREATED + report));
      assertEquals(exit, ran.exitCode(), ran.err());
      assertTrue(ran.err().contains(message), ran.err());
      assertEquals(10, ran(RawServer.events(CREATED + TEXT + report)).exitCode());
    }
  }

  @Test
  void an_overload_before_the_first_word_is_tried_again() throws Exception {
    String busy = event("error", "\"code\":\"server_is_overloaded\",\"message\":\"overloaded\"");
    try (RawServer server =
        RawServer.start(
            RawServer.events(CREATED + busy), RawServer.events(CREATED + TEXT + DONE))) {
      CliRunner.Result ran = byok(server).run("run", "-m", "openai/gpt-6-luna", "hi");
      assertEquals(0, ran.exitCode(), ran.err());
      assertEquals("Hello\n", ran.out());
      assertEquals(2, server.connections());
    }
  }

  @Test
  void reasoning_is_shown_on_stderr_and_its_paragraphs_are_apart() throws Exception {
    String first =
        event(
            "response.reasoning_summary_text.delta",
            "\"output_index\":0,\"summary_index\":0,\"delta\":\"First.\"");
    CliRunner.Result ran =
        ran(
            RawServer.events(
                CREATED + first + first.replace("_index\":0,\"d", "_index\":1,\"d") + TEXT + DONE),
            "--show-reasoning");
    assertEquals("Hello\n", ran.out());
    assertTrue(ran.err().contains("First.\n\nFirst."), ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--stream-json", "-v", "--no-stream", "--show-reasoning"})
  void a_key_that_comes_back_is_never_shown_or_kept(String option) throws Exception {
    String id = CREATED.replace("resp_1", KEY).replace("gpt-6-luna-2026", KEY);
    List<String> answers =
        List.of(
            id + event("response.refusal.delta", "\"delta\":\"not with " + KEY + "\"") + DONE,
            id + event("error", "\"code\":\"" + KEY + "\",\"message\":\"bad " + KEY + "\""),
            id
                + event(
                    "response.failed",
                    "\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"x\","
                        + "\"message\":\"bad "
                        + KEY
                        + "\"}}"),
            id + TEXT + end("incomplete", "{\"reason\":\"" + KEY + "\"}"));
    List<RawServer.Script> scripts = new ArrayList<>();
    for (String answer : answers) {
      scripts.add(RawServer.events(answer));
    }
    scripts.add(
        RawServer.answer(
            400, "{\"error\":{\"message\":\"bad " + KEY + "\",\"code\":\"" + KEY + "\"}}"));
    for (RawServer.Script script : scripts) {
      CliRunner.Result ran = option.isEmpty() ? ran(script) : ran(script, option);
      assertTrue(ran.exitCode() != 0, ran.out());
      assertFalse((ran.out() + ran.err()).contains(KEY), ran.out() + ran.err());
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(KEY), file.toString());
      }
    }
  }

  private CliRunner.Result ran(RawServer.Script script, String... options) throws Exception {
    try (RawServer server = RawServer.start(script)) {
      List<String> args = new ArrayList<>(List.of("run", "-m", "openai/gpt-6-luna"));
      args.addAll(List.of(options));
      args.addAll(List.of("--retries", "0", "hi"));
      return byok(server).run(args.toArray(new String[0]));
    }
  }

  private CliRunner byok(RawServer server) {
    return new CliRunner(home)
        .env("BYOK_OPENAI_API_KEY", KEY)
        .env("BYOK_OPENAI_HOST", server.url() + "/v1")
        .env("BYOK_OPENAI_WIRE", "responses");
  }

  private static String end(String status, String details) {
    return event(
        "response." + status,
        "\"response\":{\"status\":\""
            + status
            + "\",\"error\":null,\"output\":[],\"incomplete_details\":"
            + details
            + ",\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}");
  }

  private static String event(String type, String fields) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
  }
}
