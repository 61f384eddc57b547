package dev.byok.keys;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KiloKeyTest {
  private static final KeyName NAME = new KeyName("kilo", null);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "token, , token",
    "a.b.c, , a.b.c",
    "https://k.example:a.b.c, https://k.example/api/gateway, a.b.c",
    "https://k.example:8443:a.b.c, https://k.example:8443/api/gateway, a.b.c",
    "http://127.0.0.1:3000/api/openrouter:a.b.c, http://127.0.0.1:3000/api/openrouter, a.b.c",
    "ftp://k.example:a.b.c, , ftp://k.example:a.b.c"
  })
  void an_address_in_front_of_the_token_is_taken_off(
      String text, @Nullable String host, String token) {
    KiloKey key = KiloKey.of(Secret.of(text));
    assertEquals(host, key.host());
    assertEquals(Secret.of(token), key.token());
  }

  @Test
  void a_token_whose_end_is_past_is_not_sent() {
    Failure failure =
        assertThrows(Failure.class, () -> require(token("{\"exp\":1700000000,\"version\":3}")));
    assertEquals(Kind.KEY_REJECTED, failure.kind());
    assertEquals("the key \"kilo\" expired on 2023-11-14", failure.text());
    assertTrue(String.valueOf(failure.hint()).contains("byok keys add kilo --force"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exp\":4000000000}",
        "{\"exp\":\"1700000000\"}",
        "{\"exp\":-5}",
        "{\"exp\":9223372036854775807}",
        "{\"iat\":1}",
        "[1]",
        "no json",
        "{\"exp\":4000000000,\"organizationId\":\"3f1d0c1e-0000-4000-8000-000000000000\"}"
      })
  void any_other_token_is_taken_as_it_is(String payload) {
    assertDoesNotThrow(() -> require(token(payload)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a.b.c", "a.!!!.c", "..", "a..c"})
  void what_is_no_token_is_taken_as_it_is(String text) {
    assertDoesNotThrow(() -> require(text));
  }

  @Test
  void keys_of_other_providers_are_not_looked_at() {
    Secret past = Secret.of(token("{\"exp\":1700000000}"));
    assertEquals(past, KiloKey.unexpired(new KeyName("openai", null), past));
    assertThrows(Failure.class, () -> KiloKey.unexpired(new KeyName("kilo", "work"), past));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my-org",
        "3f1d0c1e00004000800000000000000",
        "3f1d0c1e-0000-4000-8000-00000000000g"
      })
  void an_organization_is_a_uuid(String id) {
    assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> KiloKey.organization(id)).kind());
    String uuid = "3F1d0c1e-0000-4000-8000-000000000000";
    assertEquals(uuid, KiloKey.organization(uuid));
  }

  private static void require(String token) {
    KiloKey.requireUnexpired(NAME, Secret.of(token), NOW);
  }

  private static String token(String payload) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "eyJhbGciOiJIUzI1NiJ9."
        + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
