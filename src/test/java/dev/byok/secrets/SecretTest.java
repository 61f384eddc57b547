package dev.byok.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretTest {
  private static final String KEY = "sk-canary-0123456789";

  @Test
  void it_prints_as_a_mask_wherever_it_lands() {
    Secret secret = Secret.of(KEY);
    assertEquals("***", secret.toString());
    assertEquals("key ***", "key " + secret);
    assertEquals("***", String.format("%s", secret));
    assertEquals("[***]", List.of(secret).toString());
    assertEquals("{k=***}", Map.of("k", secret).toString());
    assertEquals(KEY, secret.open());
  }

  @ParameterizedTest(name = "{0} is shown as {1}")
  @CsvSource({
    "'', ***",
    "abc, ***",
    "1234567890123456789, ***",
    "12345678901234567890, ***7890",
    "123456789012345678901234567890abcd, ***abcd",
    "'{\"accessKeyId\":\"AKIA0123456789\"\n}', ***"
  })
  void its_last_four_characters_are_shown_when_there_are_twenty(String value, String mask) {
    assertEquals(mask, Secret.of(value).mask());
  }

  @Test
  void the_same_value_is_the_same_secret_and_no_hash_tells_it() {
    assertEquals(Secret.of(KEY), Secret.of(KEY));
    assertNotEquals(Secret.of(KEY), Secret.of(KEY + "x"));
    assertFalse(Secret.of(KEY).equals((Object) KEY));
    assertEquals(Secret.of(KEY).hashCode(), Secret.of("other").hashCode());
    assertTrue(Secret.of("").isEmpty());
    assertEquals(KEY.length(), Secret.of(KEY).length());
  }
}
