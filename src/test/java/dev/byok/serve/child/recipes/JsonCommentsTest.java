package dev.byok.serve.child.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonCommentsTest {
  @Test
  void comments_and_last_commas_go_and_strings_stay() throws Exception {
    String text =
        """
        // first
        {"a": "http://x/*y*/", /* two
        lines */ "b": [1, 2, ], "c": "\\",}//", // last
        }
        /* open\
        """;
    assertEquals(
        "{\"a\":\"http://x/*y*/\",\"b\":[1,2],\"c\":\"\\\",}//\"}",
        Json.write(Json.parseObject(JsonComments.without(text))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "\"\\", "/", "/*", "//", "{,,}", ",", "]", "[1,,]", "\"a\\\""})
  void what_is_no_json_does_not_become_some(String text) {
    assertThrows(JsonSyntaxException.class, () -> Json.parse(JsonComments.without(text)));
  }
}
