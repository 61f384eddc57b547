package dev.byok.json.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which values fit a schema, with byok's own JSON values in the schema library. */
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"properties":{"a":{"pattern":"("}}}                | #/properties/a/pattern: the regular expression
          {"patternProperties":{"[":{}}}                      | #/patternProperties: the regular expression
          {"allOf":[{"propertyNames":{"pattern":"*"}}]}       | #/allOf/0/propertyNames/pattern
          {"items":{"$ref":"#/x"},"x":{"not":{"pattern":")"}}} | #/x/not/pattern
          {"maximum":1e999}                                   | #/maximum: a number
          {"properties":{"a":{"multipleOf":1e-401}}}          | #/properties/a/multipleOf: a number
          {"enum":[[1e-999999]]}                              | #/enum/0/0: a number
          {"items":{"$ref":"#/$defs/none"}}                   | #/items: the reference "#/$defs/none" leads to nothing
          {"items":{"$ref":"#/minimum"},"minimum":1}          | leads to nothing
          {"items":{"$ref":"#/%"}}                            | leads to nothing
          {"$ref":"https://example.com/s.json"}               | #: the reference "https://example.com/s.json" is not supported
          {"items":{"$ref":"#none"}}                          | "#none" is not supported; use "#" or "#/…", nothing is fetched
          {"items":{"$ref":"#a"},"$defs":{"x":{"$anchor":"a"}}} | is not supported
          {"items":{"$ref":"#a"},"$defs":{"x":{"$dynamicAnchor":"a"}}} | is not supported
          {"items":{"$ref":"other.json#/x"}}                  | is not supported
          {"items":{"$ref":""}}                               | is not supported
          {"$id":"https://example.com/s","items":{"$ref":"https://example.com/s#/x"},"x":{}} | is not supported
          {"$ref":"https://json-schema.org/draft/2020-12/schema"} | is not supported
          {"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"#a"},"definitions":{"x":{"$id":"#a"}}} | is not supported
          {"items":{"$ref":"n.json"},"$defs":{"x":{"$id":"n.json"}}} | is not supported
          {"items":{"$ref":"#/$defs/x"},"$defs":{"x":{"$id":"n.json"}}} | #/$defs/x: $id is supported at the top
          {"items":{"$ref":"#/y/x"},"y":{"x":{"$id":"n.json"}}} | #/y/x: $id is supported at the top
          {"$schema":"http://json-schema.org/draft-04/schema#","items":{"id":"n.json"}} | #/items: id is supported at the top
          {"items":{"$dynamicRef":"#none"}}                   | #/items: $dynamicRef is not supported; use $ref
          {"items":{"$dynamicRef":"#a"},"$defs":{"x":{"$dynamicAnchor":"a"}}} | $dynamicRef is not supported
          {"$schema":"https://json-schema.org/draft/2019-09/schema","items":{"$recursiveRef":"#"}} | $recursiveRef is not supported
          {"$ref":"#"}                                        | without end
          {"items":{"$ref":"#/$defs/a"},"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"allOf":[{"$ref":"#/$defs/a"}]}}} | without end
          """)
  void what_could_not_be_checked_is_told_at_once(String schema, String why) {
    NotASchemaException broken =
        assertThrows(NotASchemaException.class, () -> JsonSchema.of(Json.parseObject(schema)));
    assertTrue(String.valueOf(broken.getMessage()).contains(why), broken.getMessage());
  }

  @ParameterizedTest(name = "{1} fits {0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"properties":{"pattern":{"type":"string"},"$ref":{"type":"string"}}} | {"pattern":"(","$ref":"x"} | true
          {"properties":{"pattern":{"type":"string"}}}          | {"pattern":1}      | false
          {"const":{"pattern":"(","$ref":"nowhere"}}            | {"pattern":"(","$ref":"nowhere"} | true
          {"default":{"$ref":"nowhere"},"examples":[{"pattern":"("}],"enum":[{"patternProperties":{"[":1}}]} | 1 | false
          {"properties":{"next":{"$ref":"#"}},"required":["n"]} | {"n":1,"next":{}}  | false
          {"$id":"https://example.com/s","items":{"$ref":"#/$defs/a~1b"},"$defs":{"a/b":{"type":"null"}}} | [1] | false
          {"$id":"https://example.com/s","items":{"$ref":"#/$defs/a%20b"},"$defs":{"a b":{"type":"null"}}} | [null] | true
          {"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$id":"#/properties/a","type":"null"}}} | {"a":1} | false
          {"$schema":"http://json-schema.org/draft-04/schema#","id":"s.json","items":{"$ref":"#/definitions/a"},"definitions":{"a":{"$id":"x","type":"null"}}} | [1] | false
          {"$anchor":"a","$dynamicAnchor":"b","type":"null"}    | 1                  | false
          {"items":{"$ref":"#/components/a"},"components":{"a":{"type":"null"}}} | [1] | false
          {"items":{"$ref":"#/$defs/no"},"$defs":{"no":false}}  | [1]                | false
          {"const":0.5}                                         | 0.50               | true
          {"enum":[0.50,{"a":[1.10]}]}                          | {"a":[1.1]}        | true
          {"uniqueItems":true}                                  | [0.5,0.50]         | false
          {"const":100}                                         | 1e2                | true
          """)
  void keywords_are_told_from_names_and_numbers_compared_by_value(
      String schema, String value, boolean fits) throws Exception {
    JsonSchema read = JsonSchema.of(Json.parseObject(schema));
    assertEquals(fits, read.violations(Json.parse(value)).isEmpty());
  }

  @Test
  void a_number_that_nothing_can_be_calculated_with_never_fits() throws Exception {
    JsonSchema schema = JsonSchema.of(Json.parseObject("{\"items\":{\"multipleOf\":0.1}}"));
    assertEquals(
        List.of("/0: a number with too large an exponent to be checked"),
        schema.violations(Json.parse("[1e999999,2]")));
  }

  @Test
  void a_check_that_takes_too_long_is_given_up() throws Exception {
    JsonSchema schema = JsonSchema.of(Json.parseObject("{\"pattern\":\"^((a+)+)\\\\2!$\"}"));
    assertEquals(
        List.of("the value could not be checked in time"),
        schema.violations("a".repeat(30), Duration.ofMillis(50)));
  }

  @Test
  void a_chain_of_references_without_end_in_sight_is_too_deep() throws Exception {
    StringBuilder chain = new StringBuilder("{\"$ref\":\"#/$defs/0\",\"$defs\":{");
    int length = 20_000;
    for (int i = 0; i < length; i++) {
      chain.append("\"%d\":{\"$ref\":\"#/$defs/%d\"},".formatted(i, i + 1));
    }
    chain.append("\"").append(length).append("\":{}}}");
    assertEquals(
        List.of("the value could not be checked: too deep"),
        JsonSchema.of(Json.parseObject(chain.toString())).violations(1L));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{\"type\":\"objekt\"}",
        "{\"$schema\":\"https://example.com/none\"}",
        "{\"$id\":\"#/x\"}",
        "{\"items\":{\"$ref\":\"none.json\"}}"
      })
  void no_address_is_made_up_for_the_schema(String schema) {
    NotASchemaException broken =
        assertThrows(NotASchemaException.class, () -> JsonSchema.of(Json.parseObject(schema)));
    String said = String.valueOf(broken.getMessage());
    assertFalse(said.contains("harrel") || said.contains("schema:/"), said);
  }
}
