package dev.byok.serve.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.JsonSyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBodyTest {
  @Test
  void what_decides_the_way_and_the_cost_is_read() throws Exception {
    JsonBody body =
        of(
            "{\"model\":\"gpt-5\",\"messages\":[{\"model\":\"other\",\"stream\":false}],"
                + "\"stream\":true,\"max_tokens\":100,\"max_completion_tokens\":200}");
    assertEquals("gpt-5", body.model());
    assertTrue(body.streams());
    assertEquals(200L, body.mostTokens());
    assertFalse(body.asksEffort());
    assertFalse(body.asksUsage());
    assertEquals(List.of(), body.rerouting());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_output_tokens\":7} | 7",
        "{\"generationConfig\":{\"maxOutputTokens\":8,\"x\":[{}]}} | 8",
        "{\"generation_config\":{\"max_output_tokens\":9}} | 9",
        "{\"max_tokens\":12.0} | 12",
        "{\"max_tokens\":1e3} | 1000",
        "{\"max_tokens\":99999999999999999999999} | 2147483647",
        "{\"max_tokens\":9e999999} | 2147483647",
        "{\"max_tokens\":9223372036854775807} | 2147483647",
        "{\"max_tokens\":0} | 0",
        "{\"max_tokens\":-1} |",
        "{\"max_tokens\":-1e99} |",
        "{\"max_tokens\":null} |",
        "{\"max_tokens\":\"7\"} |",
        "{\"max_tokens\":[7]} |",
        "{\"generationConfig\":[{\"maxOutputTokens\":8}]} |",
        "{\"x\":{\"max_tokens\":7}} |",
        "{} |",
      })
  void a_limit_is_read(String text, @Nullable Long expected) throws Exception {
    assertEquals(expected, of(text).mostTokens());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reasoning_effort\":\"high\"}",
        "{\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}}",
        "{\"reasoning\":{\"max_tokens\":2000}}",
        "{\"reasoning\":{\"enabled\":true}}",
        "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":10000}}",
        "{\"thinking\":{\"type\":\"adaptive\"}}",
        "{\"output_config\":{\"effort\":\"max\"}}",
        "{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":-1}}}",
        "{\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"high\"}}}",
      })
  void an_effort_is_seen(String text) throws Exception {
    assertTrue(of(text).asksEffort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reasoning_effort\":\"none\"}",
        "{\"reasoning_effort\":null}",
        "{\"reasoning\":{\"effort\":\"none\"}}",
        "{\"reasoning\":{\"summary\":\"auto\"}}",
        "{\"reasoning\":null}",
        "{\"thinking\":{\"type\":\"disabled\"}}",
        "{\"thinking\":true}",
        "{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}}",
        "{\"messages\":[{\"thinking\":{\"type\":\"enabled\"}}]}",
      })
  void no_effort_is_no_effort(String text) throws Exception {
    assertFalse(of(text).asksEffort());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"models\":[\"a\"]} | models",
        "{\"models\":[]} | models",
        "{\"fallbacks\":[{\"model\":\"a\"}]} | fallbacks",
        "{\"route\":\"fallback\"} | route",
        "{\"background\":true} | background",
        "{\"background\":false,\"models\":null,\"x\":{\"route\":1}} |",
      })
  void what_leads_elsewhere_is_named(String text, @Nullable String name) throws Exception {
    assertEquals(name == null ? List.of() : List.of(name), of(text).rerouting());
  }

  @Test
  void a_model_that_is_no_text_is_none() throws Exception {
    for (String odd : List.of("5", "null", "[\"a\"]", "{}", "{\"a\":1}", "true")) {
      assertNull(of("{\"model\":" + odd + ",\"stream\":true}").model());
      assertEquals(
          "{\"model\":\"m\",\"stream\":true}",
          edited("{\"model\":" + odd + ",\"stream\":true}", "m", false));
    }
    assertNull(of("{}").model());
  }

  @Test
  void names_and_values_may_be_escaped() throws Exception {
    JsonBody body = of("{\"mod\\u0065l\":\"gpt\\u002d5\",\"str\\u0065am\":true}");
    assertEquals("gpt-5", body.model());
    assertTrue(body.streams());
    assertEquals(
        "{\"mod\\u0065l\":\"x\\\"\u4e16\",\"str\\u0065am\":true}",
        edited(body, "x\"\u4e16", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stream\":true} | {\"stream_options\":{\"include_usage\":true},\"stream\":true}",
        "{} | {\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{}} | {\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"a\":1}} | {\"stream_options\":{\"include_usage\":true,\"a\":1}}",
        "{\"stream_options\":null} | {\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"include_usage\":false}} | {\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"include_usage\":true}} | {\"stream_options\":{\"include_usage\":true}}",
      })
  void the_usage_is_asked_for(String text, String expected) throws Exception {
    assertEquals(expected, edited(text, null, true));
    assertTrue(of(expected).asksUsage());
  }

  @Test
  void blanks_and_line_breaks_stay() throws Exception {
    String start = "\n {";
    String end = " \"model\" : %s ,\r\n\t\"stream\" : true } \n";
    assertEquals(
        start + "\"stream_options\":{\"include_usage\":true}," + end.replace("%s", "\"b/c\""),
        edited(start + end.replace("%s", "\"a\""), "b/c", true));
  }

  @Test
  void a_body_that_needs_no_change_is_not_copied() throws Exception {
    byte[] bytes = utf8("{\"stream_options\":{\"include_usage\":true}}");
    assertSame(bytes, JsonBody.of(bytes).edited(null, true));
    assertSame(bytes, JsonBody.of(bytes).bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2} | a name twice (line 1, column 12)",
        "{\"a\":1,\"\\u0061\":2} | a name twice (line 1, column 17)",
        "{\"model\":1,\"messages\":[],\"mod\\u0065l\":2} | \"model\" twice (line 1, column 39)",
        "{\"model\":\"a\",\"Model\":\"b\"} | \"model\" in other letters (line 1, column 22)",
        "{\"\u017ftream\":true} | \"stream\" in other letters (line 1, column 12)",
        "[] | not a JSON object (line 1, column 1)",
        "\"x\" | not a JSON object (line 1, column 1)",
        "{\"a\":1} {} | more text after the JSON value (line 1, column 1)",
        "{\"a\":1,} | malformed JSON (line 1, column 8)",
        "{\"a\":01} | malformed JSON (line 1, column 7)",
        "{'a':1} | malformed JSON (line 1, column 2)",
        "{\"a\":NaN} | malformed JSON (line 1, column 9)",
        "{/**/} | malformed JSON (line 1, column 2)",
        "{\"a\": | malformed JSON (line 1, column 6)",
        "{\"a\":[} | malformed JSON (line 1, column 7)",
      })
  void what_is_not_one_object_with_different_names_is_refused(String text, String why) {
    assertEquals(why, assertThrows(JsonSyntaxException.class, () -> of(text)).getMessage(), text);
  }

  @Test
  void an_empty_body_is_refused() {
    assertThrows(JsonSyntaxException.class, () -> of(""));
    assertThrows(JsonSyntaxException.class, () -> of(" \n"));
  }

  /** Also inside of what is skipped, where a parser does not look. */
  @Test
  void other_encodings_are_refused() {
    for (byte[] bytes :
        List.of(
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
            "{\"a\":1}".getBytes(Charset.forName("UTF-32LE")),
            "{\"a\":1}".getBytes(Charset.forName("UTF-32")),
            utf8("\uFEFF{\"a\":1}"))) {
      JsonSyntaxException refused =
          assertThrows(JsonSyntaxException.class, () -> JsonBody.of(bytes));
      assertTrue(String.valueOf(refused.getMessage()).startsWith("not UTF-8"), refused.toString());
    }
    for (String bad : List.of("\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e4", "\u00f5")) {
      byte[] bytes = ("{\"x\":[\n\"" + bad + "\"]}").getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(
          "not UTF-8 (line 2, column 2)",
          assertThrows(JsonSyntaxException.class, () -> JsonBody.of(bytes)).getMessage());
    }
  }

  @Test
  void depth_and_length_are_bounded_but_not_by_what_programs_send() throws Exception {
    assertEquals("m", of(nested(900) + ",\"model\":\"m\"}").model());
    assertThrows(JsonSyntaxException.class, () -> of(nested(100_000) + "}"));
    String image = "{\"image\":\"" + "A".repeat(30 << 20) + "\",\"model\":\"m\"}";
    assertEquals("m", of(image).model());
    StringBuilder names = new StringBuilder("{");
    for (int i = 0; i <= 1_000; i++) {
      names.append('"').append(i).append("\":0,");
    }
    String many = names.append("\"model\":\"m\"}").toString();
    assertThrows(JsonSyntaxException.class, () -> of(many));
  }

  private static String nested(int depth) {
    return "{\"x\":" + "[".repeat(depth) + "]".repeat(depth);
  }

  private static JsonBody of(String text) throws JsonSyntaxException {
    return JsonBody.of(utf8(text));
  }

  private static String edited(String text, @Nullable String model, boolean usage)
      throws JsonSyntaxException {
    return edited(of(text), model, usage);
  }

  private static String edited(JsonBody body, @Nullable String model, boolean usage) {
    return new String(body.edited(model, usage), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
