package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks answers that begin well, with HTTP 200, and then fail. */
final class StreamFailureTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final String JSON_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
  private static final String HTML_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  private static final String ERROR =
      "data: {\"error\":{\"message\":\"Provider disconnected\",\"code\":502}}\n\n";

  @TempDir private Path home;

  /** What a server does, and how the run ends. */
  record Fault(
      String name,
      RawServer.Script script,
      int exitCode,
      String code,
      String text,
      boolean passes) {
    Fault(String name, RawServer.Script script, int exitCode, String code, String text) {
      this(name, script, exitCode, code, text, false);
    }

    /** Retries after an error report instead of an answer are tested where no time passes. */
    String retries() {
      return passes ? "0" : "2";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> faults() {
    String hello = Scenario.text("Hello");
    String tooShort = HEAD.replace("\r\n\r\n", "\r\nContent-Length: 9999\r\n\r\n");
    return List.of(
        cut("the stream ends after its first token", RawServer.events(hello)),
        cut("the stream ends inside an event", RawServer.events(hello, "data: {\"choices\":[{\"d")),
        cut("silence after the first token", RawServer.stallAfter(HEAD + hello)),
        cut("a length not reached", RawServer.bytes(tooShort + hello)),
        cut(
            "the longest length there is",
            RawServer.bytes(tooShort.replace("9999", "9223372036854775807") + hello)),
        cut("an error after the first token", RawServer.events(hello, ERROR)),
        cut(
            "a bare JSON error after the first token",
            RawServer.events(hello, "{\"error\":{\"message\":\"gone\",\"code\":500}}\n")),
        cut("an event that is no JSON", RawServer.events(hello, "data: {oops\n\n", Scenario.DONE)),
        cut(
            "a finish reason that is an error",
            RawServer.events(hello, Scenario.chunk("{}", "\"error\""), Scenario.DONE)),
        cut(
            "a finish reason that is a broken network",
            RawServer.events(hello, Scenario.chunk("{}", "\"network_error\""), Scenario.DONE)),
        new Fault(
            "a finish reason that is a filter of another name",
            RawServer.events(hello, Scenario.chunk("{}", "\"sensitive\""), Scenario.DONE),
            9,
            "refused",
            "Hello"),
        none(8, "unavailable", "an empty stream", RawServer.events()),
        none(8, "unavailable", "only a comment", RawServer.events(": waiting\n\n")),
        none(8, "unavailable", "silence after the headers", RawServer.stallAfterHeaders()),
        none(8, "unavailable", "silence in the first event", RawServer.stallMidEvent()),
        none(8, "unavailable", "the end after the headers", RawServer.closeAfterHeaders()),
        passing(8, "unavailable", "an error before the first token", RawServer.events(ERROR)),
        passing(
            7,
            "rate-limit",
            "a rate limit inside the stream",
            RawServer.events(
                "data: {\"error\":{\"message\":\"slow\",\"code\":\"rate_limit_exceeded\"}}\n\n")),
        none(
            6,
            "quota",
            "a quota inside the stream",
            RawServer.events("data: {\"error\":{\"message\":\"none left\",\"code\":402}}\n\n")),
        none(
            4,
            "key-rejected",
            "a bare JSON error in the place of a stream",
            RawServer.events("{\"error\":{\"message\":\"The key is wrong\",\"code\":401}}\n")),
        none(
            5,
            "no-model",
            "an error as the whole body",
            RawServer.bytes(
                JSON_HEAD + "\n\n{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}")),
        none(
            4,
            "key-rejected",
            "a code beside the error in the whole body",
            RawServer.bytes(
                JSON_HEAD
                    + "{\"code\":\"Client specified an invalid argument\","
                    + "\"error\":\"Incorrect API key provided: ab***cd\"}")),
        passing(
            8,
            "unavailable",
            "a bare JSON detail in the place of a stream",
            RawServer.events("{\"detail\":\"no instances are ready\"}\n")),
        passing(
            8,
            "unavailable",
            "a whole body that holds no answer",
            RawServer.bytes(JSON_HEAD + "{\"message\":\"try again\"}")),
        none(
            8,
            "unavailable",
            "a page of HTML",
            RawServer.bytes(HTML_HEAD + "<html><title>Sign in</title></html>\n")),
        none(8, "unavailable", "a whole body that is no JSON", RawServer.bytes(JSON_HEAD + "{")),
        none(8, "unavailable", "a line without an end", RawServer.endlessLine()));
  }

  private static Fault cut(String name, RawServer.Script script) {
    return new Fault(name, script, 10, "incomplete", "Hello");
  }

  private static Fault none(int exitCode, String code, String name, RawServer.Script script) {
    return new Fault(name, script, exitCode, code, "");
  }

  private static Fault passing(int exitCode, String code, String name, RawServer.Script script) {
    return new Fault(name, script, exitCode, code, "", true);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void keeps_what_came_and_is_never_sent_again(Fault fault) throws Exception {
    try (Scenario scenario = Scenario.of(home, fault.script())) {
      CliRunner.Result result = scenario.run("--timeout", "500ms", "--retries", fault.retries());
      Scenario.assertFailure(result, fault.exitCode());
      assertEquals(fault.text().isEmpty() ? "" : fault.text() + "\n", result.out());
      assertEquals(1, scenario.requests());
      scenario.assertRecorded(fault.code(), 1);
    }
    try (Scenario scenario = Scenario.of(home, fault.script())) {
      CliRunner.Result result =
          scenario.run("--timeout", "500ms", "--retries", fault.retries(), "--json");
      Scenario.assertFailure(result, fault.exitCode());
      assertEquals(fault.text(), Scenario.assertErrorJson(result, fault.code()).text("text"));
    }
    try (Scenario scenario = Scenario.of(home, fault.script())) {
      CliRunner.Result result =
          scenario.run("--timeout", "500ms", "--retries", fault.retries(), "--stream-json");
      Scenario.assertFailure(result, fault.exitCode());
      Scenario.assertLastEventIsError(result, fault.code());
      assertEquals("start", Json.parseObject(result.out().lines().toList().get(0)).text("type"));
      assertEquals(!fault.text().isEmpty(), result.out().contains("\"text\":\"Hello\""));
    }
  }

  @Test
  void a_filtered_answer_is_refused_and_what_came_is_kept() throws Exception {
    RawServer.Script script =
        RawServer.events(
            Scenario.text("Hello"),
            Scenario.chunk("{}", "\"content_filter\""),
            Scenario.usage(4, 2),
            Scenario.DONE);
    try (Scenario scenario = Scenario.of(home, script)) {
      CliRunner.Result result = scenario.run();
      Scenario.assertFailure(result, 9);
      assertEquals("Hello\n", result.out());
      assertEquals(2L, scenario.assertRecorded("refused", 1).at("usage").count("output"));
      assertEquals(1, scenario.requests());
    }
    try (Scenario scenario = Scenario.of(home, script)) {
      CliRunner.Result result = scenario.run("--json");
      JsonObject all = Scenario.assertErrorJson(result, "refused");
      assertEquals("Hello", all.text("text"));
      assertEquals(4L, all.at("usage").count("input"));
    }
  }

  @Test
  void a_passing_report_in_the_place_of_an_answer_is_asked_again_and_counted() throws Exception {
    RawServer.Script busy =
        RawServer.bytes(HEAD.replace("\r\n\r\n", "\r\nRetry-After: 0\r\n\r\n") + ERROR);
    RawServer.Script answer = RawServer.events(Scenario.text("Hello"), Scenario.DONE);
    try (Scenario scenario = Scenario.of(home, busy, answer)) {
      CliRunner.Result result = scenario.run();
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("Hello\n", result.out());
      assertTrue(result.err().contains("trying again in 0 s (1 of 2)"), result.err());
      assertEquals(2, scenario.requests());
      scenario.assertRecorded("ok", 2);
    }
  }

  @Test
  void the_tokens_known_before_a_break_are_written_down() throws Exception {
    try (Scenario scenario =
        Scenario.of(home, RawServer.events(Scenario.text("Hello"), Scenario.usage(7, 1), ERROR))) {
      JsonObject all = Scenario.assertErrorJson(scenario.run("--json"), "incomplete");
      assertEquals(7L, all.at("usage").count("input"));
      assertEquals(1L, scenario.assertRecorded("incomplete", 1).at("usage").count("output"));
    }
  }

  @Test
  void what_an_error_brings_along_is_kept_and_written_down() throws Exception {
    String error =
        "data: {\"error\":{\"message\":\"gone\",\"code\":502},\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\" you\"},\"finish_reason\":\"error\"}],\"usage\":{\"prompt_tokens\":7,"
            + "\"completion_tokens\":2}}\n\n";
    try (Scenario scenario = Scenario.of(home, RawServer.events(Scenario.text("Hello"), error))) {
      CliRunner.Result result = scenario.run();
      assertEquals("  gone", Scenario.assertFailure(result, 10).get(1));
      assertEquals("Hello you\n", result.out());
      assertEquals(2L, scenario.assertRecorded("incomplete", 1).at("usage").count("output"));
    }
  }

  @Test
  void an_answer_without_end_is_cut_before_it_takes_all_memory() throws Exception {
    byte[] piece = Scenario.text("x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
    RawServer.Script endless =
        socket -> {
          socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.UTF_8));
          while (true) {
            socket.getOutputStream().write(piece);
          }
        };
    try (Scenario scenario = Scenario.of(home, endless)) {
      CliRunner.Result result = scenario.run();
      List<String> failure = Scenario.assertFailure(result, 10);
      assertEquals(
          "byok: the answer broke off: its text is longer than 64 MiB", failure.getFirst());
      assertEquals(64 * 1024 * 1024 + 1, result.out().length());
      scenario.assertRecorded("incomplete", 1);
    }
  }
}
