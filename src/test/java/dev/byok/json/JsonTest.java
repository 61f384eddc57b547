package dev.byok.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void reads_back_what_it_writes() throws Exception {
    JsonObject object =
        JsonObject.builder()
            .put("text", "é\n\"\\\u0001🗝")
            .put("whole", 9_007_199_254_740_993L)
            .put("money", new BigDecimal("0.000038"))
            .put("list", Arrays.asList("a", null, true, List.of()))
            .put("object", JsonObject.builder().put("x", null).build())
            .build();
    assertEquals(object, Json.parse(Json.write(object)));
    assertEquals(object, Json.parse(Json.pretty(object)));
  }

  @Test
  void money_keeps_its_digits() throws Exception {
    assertEquals("{\"c\":0.000038}", Json.write(Json.parse("{\"c\":0.000038}")));
    assertEquals(new BigDecimal("0.10"), Json.parseObject("{\"c\":0.10}").decimal("c"));
  }

  @Test
  void refuses_depth_and_trailing_text_without_quoting_it() {
    assertThrows(JsonSyntaxException.class, () -> Json.parse("[".repeat(100_000)));
    JsonSyntaxException trailing =
        assertThrows(JsonSyntaxException.class, () -> Json.parse("{} sk-CANARY"));
    assertFalse(trailing.toString().contains("CANARY"));
    JsonSyntaxException malformed =
        assertThrows(JsonSyntaxException.class, () -> Json.parse("{\"a\":sk-CANARY}"));
    assertFalse(malformed.toString().contains("CANARY"));
    assertThrows(JsonSyntaxException.class, () -> Json.parse(""));
  }

  @Test
  void fields_of_another_type_are_absent() throws Exception {
    JsonObject object = Json.parseObject("{\"a\":1,\"b\":\"x\",\"c\":-1,\"d\":12.0,\"e\":1e309}");
    assertNull(object.text("a"));
    assertNull(object.count("b"));
    assertNull(object.count("c"));
    assertEquals(12L, object.count("d"));
    assertNull(object.count("e"));
    assertEquals(List.of(), object.list("a"));
    assertEquals(JsonObject.empty(), object.at("a"));
  }

  /** Any bytes give a value or a syntax error, and a value can be written and read again. */
  @FuzzTest
  void any_bytes_are_read_or_refused(FuzzedDataProvider data) throws Exception {
    byte[] bytes = data.consumeRemainingAsBytes();
    Object value;
    try {
      value = Json.parse(bytes);
    } catch (JsonSyntaxException refused) {
      return;
    }
    assertEquals(value, Json.parse(Json.write(value)));
  }

  @Test
  void what_is_nested_too_deep_is_told_from_what_is_malformed() {
    JsonSyntaxException deep =
        assertThrows(JsonSyntaxException.class, () -> Json.parse("[".repeat(101)));
    assertTrue(String.valueOf(deep.getMessage()).startsWith("JSON nested too deep ("));
    JsonSyntaxException open =
        assertThrows(JsonSyntaxException.class, () -> Json.parse("[".repeat(99)));
    assertTrue(String.valueOf(open.getMessage()).startsWith("malformed JSON ("));
  }

  @Test
  void the_complete_values_of_a_text_that_breaks_off_are_found() {
    assertEquals(List.of("{\"a\":\"]\"}", "{}"), JsonValues.complete(" [{\"a\":\"]\"},\n{},{\"b"));
    assertEquals(List.of("{}", "[1]"), JsonValues.complete("{}\n[1]"));
    assertEquals(List.of(), JsonValues.complete("[1,{}"));
    assertEquals(List.of(), JsonValues.complete("{\"a\":"));
  }
}
