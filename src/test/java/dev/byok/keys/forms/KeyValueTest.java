package dev.byok.keys.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.stores.Canary;
import dev.byok.secrets.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyValueTest {
  @Test
  void takes_white_space_around_a_key_away() {
    assertTrue(check(" \tsk-abc\r\n", false).equals(Secret.of("sk-abc")));
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
    assertEquals(16_384, check("x".repeat(16_384), false).length());
  }

  @Test
  void takes_a_json_object_only_when_the_caller_says_so() {
    String json = "{\"accessKeyId\": \"A\",\n\t\"secretAccessKey\": \"B\"}";
    assertTrue(check(json, true).equals(Secret.of(json)));
    refused(json, false);
    refused("{\"accessKeyId\": " + Canary.VALUE, true);
    refused("two words", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "byok_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "byok_",
        "https://api.kilo.ai:byok_canary",
        "{\"accessKeyId\":\"A\",\"secretAccessKey\":\"byok_canary\"}"
      })
  void refuses_a_token_of_the_gateway(String token) {
    Failure failure = refused(token, true);
    assertEquals("this is a token of byok's gateway, not a provider's key", failure.text());
    assertFalse(failure.toString().contains("canary"), failure.toString());
  }

  @Test
  void takes_a_key_that_only_contains_such_letters() {
    for (String key : List.of("sk-mybyok_0123", "BYOK_X", "byok-key", "x")) {
      assertEquals(key.length(), check(key, false).length());
    }
  }

  @Test
  void refuses_a_token_in_another_form_by_its_hash() {
    String token = "AIzaSyCanary0123456789";
    String hash = GatewayToken.sha256(token);
    for (String hashes :
        List.of(hash, hash.toUpperCase(Locale.ROOT), "0".repeat(64) + "," + hash, " " + hash)) {
      Map<String, String> env = Map.of(GatewayToken.HASHES, hashes);
      Failure failure =
          assertThrows(Failure.class, () -> KeyValue.check(token + "\n", false, env), hashes);
      assertEquals(Kind.USAGE, failure.kind());
      assertFalse(failure.toString().contains("Canary"), failure.toString());
      assertEquals(23, KeyValue.check(token + "x", false, env).length());
    }
    for (String hashes : List.of("", " ", ",", "nonsense", hash.substring(1))) {
      Map<String, String> env = Map.of(GatewayToken.HASHES, hashes);
      assertEquals(22, KeyValue.check(token, false, env).length(), hashes);
    }
  }

  private static Secret check(String text, boolean json) {
    return KeyValue.check(text, json, Map.of());
  }

  private static Failure refused(String text, boolean json) {
    Failure failure = assertThrows(Failure.class, () -> check(text, json));
    assertEquals(Kind.USAGE, failure.kind());
    return Canary.absentFrom(failure);
  }
}
