package dev.byok.keys.forms;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
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
    "HTTPS://K.example/:a.b.c, https://K.example/api/gateway, a.b.c",
    "https://k.example:8443/x:1:2, https://k.example:8443/x, 1:2",
    "https://[::1]:8443:a.b.c, https://[::1]:8443/api/gateway, a.b.c",
    "https://[::1]:a.b.c, https://[::1]/api/gateway, a.b.c",
    "http://[::1]:8443/x:a.b.c, http://[::1]:8443/x, a.b.c",
    "https://k.example:12ab, https://k.example/api/gateway, 12ab"
  })
  void an_address_in_front_of_the_token_is_taken_off(
      String text, @Nullable String host, String token) {
    KiloKey key = KiloKey.of(Secret.of(text));
    assertEquals(host, key.host());
    assertEquals(Secret.of(token), key.token());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://:canary",
        "https://canary.corp",
        "https://canary.corp/",
        "https://canary.corp/x:",
        "https://canary.corp:",
        "https://canary.corp:8443",
        "https://canary.corp:8443:",
        "https://u:p@canary.corp:token",
        "https://u@canary.corp:token",
        "https://[canary:1",
        "https://[::1]canary:token",
        "https://[::1]",
        "https://a:https://canary:token",
        "ftp://canary.corp:token",
        "xhttps://canary.corp:token",
        "://canary:token"
      })
  void what_begins_like_an_address_and_is_none_is_refused_unquoted(String text) {
    Failure failure = assertThrows(Failure.class, () -> KiloKey.of(Secret.of(text)));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(!(failure.text() + failure.details() + failure.hint()).contains("canary"));
  }

  @Test
  void a_stored_key_or_one_of_a_command_is_a_token_alone() {
    Secret secret = Secret.of("HTTPS://k.example:a.b.c");
    Failure failure = assertThrows(Failure.class, () -> KiloKey.sendable(NAME, secret));
    assertEquals(Kind.KEYCHAIN, failure.kind());
    assertEquals(secret, KiloKey.sendable(new KeyName("openai", null), secret));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-5", "0", "1e3", "1700000000.999", "1e-999999", "-1e999999"})
  void an_end_with_a_fraction_or_before_all_time_is_past_too(String end) {
    Failure failure = assertThrows(Failure.class, () -> require(token("{\"exp\":" + end + "}")));
    assertEquals(Kind.KEY_REJECTED, failure.kind());
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
        "{\"exp\":4000000000.5}",
        "{\"exp\":1e999999}",
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
    assertEquals(past, KiloKey.sendable(new KeyName("openai", null), past));
    assertThrows(Failure.class, () -> KiloKey.sendable(new KeyName("kilo", "work"), past));
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
