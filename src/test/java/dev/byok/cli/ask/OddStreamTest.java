package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks answers that are complete in spite of an odd form. */
final class OddStreamTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final String HELLO = Scenario.text("Hällo");
  private static final String PLAIN =
      HELLO + Scenario.FINISH + Scenario.usage(5, 2) + Scenario.DONE;

  @TempDir private Path home;

  /** A server whose answer is "Hällo", with 5 input tokens and 2 output tokens. */
  record Form(String name, RawServer.Script script) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Form> forms() {
    String usage = Scenario.usage(5, 2);
    return List.of(
        form("plain", PLAIN),
        form("data: without a space", PLAIN.replace("data: ", "data:")),
        form("lines that end with CR LF", PLAIN.replace("\n", "\r\n")),
        form("lines that end with CR", PLAIN.replace('\n', '\r')),
        form("a byte order mark", "\uFEFF" + PLAIN),
        form("comments between the events", ": OPENROUTER PROCESSING\n\n" + PLAIN),
        form("event names and ids", PLAIN.replace("data: ", "event: chunk\nid: 1\ndata: ")),
        form("a chunk with no choice before the text", "data: {\"choices\":[]}\n\n" + PLAIN),
        form(
            "a role, then no content",
            Scenario.chunk("{\"role\":\"assistant\",\"content\":null}", "null") + PLAIN),
        form("usage that is null", "data: {\"choices\":[],\"usage\":null}\n\n" + PLAIN),
        form("an error that is null", "data: {\"choices\":[],\"error\":null}\n\n" + PLAIN),
        form("unknown fields", "data: {\"obfuscation\":\"x\",\"choices\":[{}]}\n\n" + PLAIN),
        form("usage stated more than once", Scenario.usage(5, 1) + PLAIN),
        form("the same usage twice", HELLO + Scenario.FINISH + usage + usage + Scenario.DONE),
        form("no end mark behind a finish reason", HELLO + Scenario.FINISH + usage),
        form("an end mark without a finish reason", HELLO + usage + Scenario.DONE),
        form("an end mark without a blank line", PLAIN.stripTrailing()),
        form("text behind the end mark", PLAIN + Scenario.text("more") + Scenario.usage(99, 99)),
        form("an error behind the end mark", PLAIN + "data: {\"error\":\"late\"}\n\n"),
        new Form("one byte at a time", RawServer.oneByteAtATime(HEAD + PLAIN)),
        new Form(
            "one JSON body",
            RawServer.answer(
                200,
                "\n\n{\"id\":\"c-1\",\"choices\":[{\"message\":{\"content\":\"Hällo\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,"
                    + "\"completion_tokens\":2}}")));
  }

  private static Form form(String name, String stream) {
    return new Form(name, RawServer.bytes(HEAD + stream));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void is_a_whole_answer(Form form) throws Exception {
    try (Scenario scenario = Scenario.of(home, form.script())) {
      CliRunner.Result result = scenario.run();
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("Hällo\n", result.out());
      assertEquals("", result.err());
      assertEquals(1, scenario.requests());
      JsonObject usage = scenario.assertRecorded("ok", 1).at("usage");
      assertEquals(5L, usage.count("input"));
      assertEquals(2L, usage.count("output"));
    }
  }

  @Test
  @Timeout(30)
  void a_connection_that_stays_open_behind_the_end_mark_delays_nothing() throws Exception {
    try (Scenario scenario = Scenario.of(home, RawServer.stallAfter(HEAD + PLAIN))) {
      CliRunner.Result result = scenario.run();
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("Hällo\n", result.out());
    }
  }

  @Test
  void an_answer_that_ends_with_a_newline_gets_no_second_one() throws Exception {
    try (Scenario scenario =
        Scenario.of(home, RawServer.events(Scenario.text("a\\n"), Scenario.DONE))) {
      assertEquals("a\n", scenario.run().out());
    }
  }

  @Test
  void an_answer_cut_by_the_token_limit_is_a_success_with_a_notice() throws Exception {
    RawServer.Script cut =
        RawServer.events(Scenario.text("Hel"), Scenario.chunk("{}", "\"length\""), Scenario.DONE);
    try (Scenario scenario = Scenario.of(home, cut)) {
      CliRunner.Result result = scenario.run();
      assertEquals(0, result.exitCode());
      assertEquals("Hel\n", result.out());
      assertTrue(result.err().matches("byok: .*length.*\n"), result.err());
      scenario.assertRecorded("ok", 1);
      assertEquals("", scenario.run("-q").err());
    }
  }

  @Test
  void the_object_of_a_success_has_exactly_the_contracts_fields() throws Exception {
    try (Scenario scenario = Scenario.of(home, RawServer.bytes(HEAD + PLAIN))) {
      JsonObject all = Json.parseObject(scenario.run("--json").out());
      assertEquals(
          "id provider key model ref served_model text reasoning finish_reason usage cost_usd"
              + " request_id duration_ms first_token_ms",
          String.join(" ", all.fields().keySet()));
      assertEquals("Hällo", all.text("text"));
      assertEquals("m-1", all.text("served_model"));
      assertEquals("c-1", all.text("request_id"));
    }
  }

  @Test
  void the_last_line_of_a_streamed_success_is_its_end() throws Exception {
    try (Scenario scenario = Scenario.of(home, RawServer.bytes(HEAD + PLAIN))) {
      List<String> types =
          scenario
              .run("--stream-json")
              .out()
              .lines()
              .map(line -> line.replaceFirst("^\\{\"type\":\"(\\w+)\".*$", "$1"))
              .toList();
      assertEquals(List.of("start", "text", "usage", "end"), types);
    }
  }
}
