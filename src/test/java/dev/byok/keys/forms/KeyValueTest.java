package dev.byok.keys.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.stores.Canary;
import dev.byok.secrets.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyValueTest {
  @Test
  void takes_white_space_around_a_key_away() {
    assertTrue(KeyValue.check(" \tsk-abc\r\n", false).equals(Secret.of("sk-abc")));
  }

  @ParameterizedTest
  @CsvSource({
    "10, a line break",
    "13, a line break",
    "9, a tab",
    "32, a blank",
    "0, a NUL",
    "27, a control character",
    "127, a control character",
    "155, a control character",
    "228, not ASCII",
    "8203, not ASCII",
    "65279, a byte order mark"
  })
  void tells_what_is_wrong_and_where(int character, String what) {
    Failure failure = refused("sk-C" + (char) character + Canary.VALUE, false);
    assertEquals(List.of("character 5 is " + what), failure.details());
  }

  @Test
  void refuses_an_empty_and_an_endless_key() {
    assertEquals("no key was entered", refused(" \n", false).text());
    assertEquals(
        List.of("it has more than 16,384 characters"),
        refused("x".repeat(16_385), false).details());
    assertEquals(16_384, KeyValue.check("x".repeat(16_384), false).length());
  }

  @Test
  void takes_a_json_object_only_when_the_caller_says_so() {
    String json = "{\"accessKeyId\": \"A\",\n\t\"secretAccessKey\": \"B\"}";
    assertTrue(KeyValue.check(json, true).equals(Secret.of(json)));
    refused(json, false);
    refused("{\"accessKeyId\": " + Canary.VALUE, true);
    refused("two words", true);
  }

  private static Failure refused(String text, boolean json) {
    Failure failure = assertThrows(Failure.class, () -> KeyValue.check(text, json));
    assertEquals(Kind.USAGE, failure.kind());
    return Canary.absentFrom(failure);
  }
}
