package dev.byok.json.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether values fit, with byok's own values under the library. */
final class JsonSchemaTest {
  @ParameterizedTest(name = "{1} fits {0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"object","required":["a"]}                       | {"a":1}         | true
          {"type":"object","required":["a"]}                       | {"b":1}         | false
          {"type":"integer"}                                       | 1.0             | true
          {"type":"integer"}                                       | 1e999999999     | false
          {"type":"integer"}                                       | 1.5             | false
          {"type":"number","multipleOf":0.1}                       | 0.3             | true
          {"enum":[1,"a",null,{"x":[1.0]}]}                        | {"x":[1]}       | true
          {"enum":[1,"a",null]}                                    | null            | true
          {"const":2.0}                                            | 2               | true
          {"uniqueItems":true}                                     | [1,1.0]         | false
          {"type":"string","minLength":2}                          | "é🙂"           | true
          {"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n"}} | [1,2]    | true
          {"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n"}} | [1,"2"]  | false
          {"additionalProperties":false,"properties":{"a":{}}}     | {"a":1,"b":2}   | false
          {"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"s":{"type":"string"}},"properties":{"a":{"$ref":"#/definitions/s"}}} | {"a":1} | false
          """)
  void fits_or_not(String schema, String value, boolean fits) throws Exception {
    JsonSchema read = JsonSchema.of(Json.parseObject(schema));
    assertEquals(fits, read.violations(Json.parse(value)).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"type\":\"objekt\"}",
        "{\"properties\":[]}",
        "{\"required\":\"a\"}",
        "{\"$schema\":\"https://example.com/none\"}",
        "{\"type\":1}"
      })
  void what_is_no_schema_is_told(String schema) {
    NotASchemaException broken =
        assertThrows(NotASchemaException.class, () -> JsonSchema.of(Json.parseObject(schema)));
    assertFalse(String.valueOf(broken.getMessage()).isBlank());
  }

  @Test
  void says_where_it_does_not_fit() throws Exception {
    JsonSchema schema =
        JsonSchema.of(Json.parseObject("{\"properties\":{\"a\":{\"type\":\"string\"}}}"));
    List<String> found = schema.violations(Json.parse("{\"a\":1}"));
    assertTrue(found.toString().contains("/a: "), found.toString());
  }

  @Test
  void a_schema_without_end_is_told_and_nothing_is_fetched() throws Exception {
    assertFalse(JsonSchema.of(Json.parseObject("{\"$ref\":\"#\"}")).violations(1L).isEmpty());
    assertFalse(
        JsonSchema.of(Json.parseObject("{\"$ref\":\"https://example.com/s.json\"}"))
            .violations(1L)
            .isEmpty());
  }
}
