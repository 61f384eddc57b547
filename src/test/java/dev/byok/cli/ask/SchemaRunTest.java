package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code run --schema}: read before anything is sent, applied to the whole answer. */
final class SchemaRunTest {
  private static final String WANTED =
      "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}";

  @TempDir Path home;

  private CliRunner.Result run(Scenario scenario, String schema, String... more) throws Exception {
    Path file = Files.writeString(home.resolve("schema.json"), schema);
    String[] options = new String[more.length + 2];
    options[0] = "--schema";
    options[1] = file.toString();
    System.arraycopy(more, 0, options, 2, more.length);
    return scenario.run(options);
  }

  private static dev.byok.testing.RawServer.Script whole(String content, String finish) {
    String quoted = dev.byok.json.Json.write(content);
    return Scenario.answer(
        200,
        "",
        "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":"
            + quoted
            + "},\"finish_reason\":\""
            + finish
            + "\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");
  }

  @Test
  void an_answer_that_fits_is_exit_0() throws Exception {
    try (Scenario scenario = Scenario.of(home, whole("{\"n\":1}", "stop"))) {
      CliRunner.Result result = run(scenario, WANTED);
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("{\"n\":1}\n", result.out());
      scenario.assertRecorded("ok", 1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{\"n\":\"1\"}", "{}", "no JSON", "{\"n\":1} and more", ""})
  void an_answer_that_does_not_is_exit_14_and_on_stdout(String answer) throws Exception {
    try (Scenario scenario = Scenario.of(home, whole(answer, "stop"))) {
      CliRunner.Result result = run(scenario, WANTED);
      assertEquals(
          "byok: the answer does not fit the schema", Scenario.assertFailure(result, 14).get(0));
      assertEquals(answer.isEmpty() ? "" : answer + "\n", result.out());
      scenario.assertRecorded("mismatch", 1);
    }
  }

  @Test
  void with_json_the_mismatch_is_an_error_with_the_text() throws Exception {
    try (Scenario scenario = Scenario.of(home, whole("{}", "stop"))) {
      CliRunner.Result result = run(scenario, WANTED, "--json");
      assertEquals("{}", Scenario.assertErrorJson(result, "mismatch").text("text"));
    }
  }

  @Test
  void a_filtered_answer_stays_filtered() throws Exception {
    try (Scenario scenario = Scenario.of(home, whole("{", "content_filter"))) {
      Scenario.assertFailure(run(scenario, WANTED), 9);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "[]", "true", "{", "{\"type\":\"objekt\"}", "{\"required\":1}"})
  void what_is_no_schema_is_told_before_anything_is_sent(String schema) throws Exception {
    try (Scenario scenario = Scenario.of(home, whole("{}", "stop"))) {
      CliRunner.Result result = run(scenario, schema);
      assertTrue(Scenario.assertFailure(result, 2).get(0).contains("schema.json"), result.err());
      assertEquals(0, scenario.requests());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{\"pattern\":\"(\"}", "{\"$ref\":\"https://example.com/s.json\"}"})
  void what_could_not_be_checked_is_told_before_anything_is_sent(String schema) throws Exception {
    try (Scenario scenario = Scenario.of(home, whole("\"x\"", "stop"))) {
      Scenario.assertFailure(run(scenario, schema), 2);
      assertEquals(0, scenario.requests());
    }
  }

  @Test
  void what_is_nested_too_deep_is_told_as_such() throws Exception {
    String deep = "[".repeat(200) + "]".repeat(200);
    try (Scenario scenario = Scenario.of(home, whole(deep, "stop"))) {
      CliRunner.Result result = run(scenario, WANTED);
      assertTrue(Scenario.assertFailure(result, 14).toString().contains("JSON nested too deep"));
      CliRunner.Result refused = run(scenario, "{\"x\":" + deep + "}");
      assertTrue(Scenario.assertFailure(refused, 2).toString().contains("JSON nested too deep"));
    }
  }

  @Test
  void a_schema_that_cannot_be_read_is_exit_12() throws Exception {
    try (Scenario scenario = Scenario.of(home, whole("{}", "stop"))) {
      Scenario.assertFailure(scenario.run("--schema", home.resolve("absent").toString()), 12);
      assertEquals(0, scenario.requests());
    }
  }
}
