package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.Call;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiChatSchemaTest {
  private static final String CLOSED =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"],"
          + "\"additionalProperties\":false}";

  private static final String INSTRUCTION =
      "Answer with one JSON value that fits this JSON Schema, and with nothing else: no"
          + " explanation and no code fence.\n{\"type\":\"object\"}";

  @Test
  void a_schema_goes_into_its_own_field_where_there_is_one() throws Exception {
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\","
            + "\"schema\":"
            + CLOSED
            + ",\"strict\":true}}}",
        encoded("json-schema", null, CLOSED));
  }

  @Test
  void where_only_json_can_be_asked_for_the_schema_stands_in_the_instructions() throws Exception {
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":"
            + Json.write("be brief\n\n" + INSTRUCTION)
            + "},{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"response_format\":{\"type\":\"json_object\"}}",
        encoded("json-object", "be brief", "{\"type\":\"object\"}"));
  }

  @Test
  void where_nothing_can_be_asked_for_the_instructions_do_alone() throws Exception {
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":"
            + Json.write(INSTRUCTION)
            + "},{\"role\":\"user\",\"content\":\"hi\"}]}",
        encoded("prompt", null, "{\"type\":\"object\"}"));
  }

  @Test
  void a_provider_that_cannot_is_not_asked() {
    Failure refused = assertThrows(Failure.class, () -> encoded("none", null, CLOSED));
    assertEquals(Kind.USAGE, refused.kind());
    assertTrue(refused.text().endsWith(" does not support --schema"), refused.text());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true  | {"type":"object","properties":{},"required":[],"additionalProperties":false}
          true  | {"type":"object","additionalProperties":false}
          true  | {"$schema":"x","title":"t","type":"object","properties":{"a":{"type":"string","enum":["b"]}},"required":["a"],"additionalProperties":false}
          true  | {"type":"object","properties":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/d"}]}},"required":["a"],"additionalProperties":false,"$defs":{"d":{"type":"number"}}}
          true  | {"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}}},"required":["a"],"additionalProperties":false}
          false | {"type":"object"}
          false | {"type":"array","items":{"type":"string"}}
          false | {}
          false | {"type":["object","null"],"properties":{},"required":[],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":true}
          false | {"type":"object","properties":{"a":{}},"required":["a"]}
          false | {"type":"object","properties":{"a":{"type":"object"}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{"properties":{"b":{}}}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{"type":["object","null"]}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{"items":{"type":"object"}}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{"items":true}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{"anyOf":[{"type":"object"}]}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","additionalProperties":false,"$defs":{"d":{"type":"object"}}}
          false | {"type":"object","properties":{"a":{"oneOf":[{}]}},"required":["a"],"additionalProperties":false}
          false | {"type":"object","properties":{"a":{"default":1}},"required":["a"],"additionalProperties":false}
          """)
  void strict_mode_is_asked_for_where_it_takes_the_schema(boolean strict, String schema)
      throws Exception {
    assertEquals(
        strict,
        Json.parseObject(encoded("json-schema", null, schema))
            .at("response_format")
            .at("json_schema")
            .is("strict"));
  }

  private static String encoded(String way, @Nullable String system, String schema)
      throws Exception {
    Quirks quirks = new Quirks(JsonObject.builder().put("structured_output", way).build());
    Options options = new Options(null, null, null, List.of(), null, Json.parseObject(schema));
    return new OpenAiChat()
        .encode(
            new Prompt(system, List.of(Message.user("hi")), options),
            new Call("m", false, quirks, null));
  }
}
