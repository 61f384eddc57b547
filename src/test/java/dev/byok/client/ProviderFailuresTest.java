package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import dev.byok.testing.ErrorReport;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what byok says about a provider's report, and that it shows no key. */
final class ProviderFailuresTest {
  private static final String KEY = "sk-canary-0123456789abcdef-canary";
  private static final String MASKED = "sk-canary-01***nary";
  private static final int PIECE = 8;
  private static final Catalog CATALOG = Catalog.load();

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.byok.testing.ErrorReport#all")
  void a_key_that_a_report_repeats_is_not_shown(ErrorReport report) {
    Route route = route(report.provider());
    ProviderFailures failures = new ProviderFailures(route, Redaction.of(Secret.of(KEY)));
    for (String echo : List.of(KEY, MASKED)) {
      ProviderError error = report.read(report.bodySaying(echo));
      assertTrue(error.message().contains(echo), error.message());
      for (Failure failure :
          List.of(
              failures.of(error, null),
              failures.inside(error, true),
              failures.inside(error, false))) {
        String told = told(failure);
        assertTrue(told.contains("***"), told);
        for (int at = 0; at + PIECE <= KEY.length(); at++) {
          assertFalse(told.contains(KEY.substring(at, at + PIECE)), told);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.byok.testing.ErrorReport#all")
  void a_report_is_told_with_its_words_a_status_and_a_next_step(ErrorReport report) {
    Route route = route(report.provider());
    ProviderError error = report.read();
    Failure failure = new ProviderFailures(route, Redaction.none()).of(error, null);
    assertEquals(report.kind(), failure.kind());
    assertEquals(error.status() == 0 ? null : (Integer) error.status(), failure.status());
    assertEquals(route.provider().id(), failure.provider());
    assertEquals(
        error.status() != 0, failure.text().endsWith(" (HTTP " + error.status() + ")"), "" + error);
    assertFalse(failure.text().contains("{"), failure.text());
    assertFalse(Objects.requireNonNull(failure.hint()).contains("{"), failure.hint());
    assertFalse(Objects.requireNonNull(failure.hint()).isBlank());
    assertEquals(report.says().isEmpty(), failure.details().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kilo-sign-in           | Kilo Gateway needs a key for "m"                                      | byok keys add kilo stores one
          kilo-anonymous-limit   | the free requests of today at Kilo Gateway are used up                | byok keys add kilo stores the key of a free account
          kilo-free-limit        | the free requests of this hour at Kilo Gateway are used up            | wait up to an hour
          kilo-byok-needed       | Kilo Gateway answers "m" only with a provider key of your own         | BYOK keys in your Kilo profile
          kilo-data-collection   | "m" is free at Kilo Gateway only for prompts that its provider may keep | allow data collection
          kilo-upgrade           | Kilo Gateway requires a newer client                                     | update byok
          kilo-not-a-member      | the key "kilo" does not belong to a member of the                   | check the organization's id
          kilo-bad-organization  | Kilo Gateway does not accept the organization's id                      | it is a UUID
          kilo-model-not-allowed | your organization at Kilo Gateway does not allow "m"                  | ask an owner of the organization
          kilo-no-model-allowed  | your organization at Kilo Gateway allows no model that exists         | ask an owner of the organization
          kilo-free-ended        | "m" is no longer free at Kilo Gateway                                 | use kilo-auto/free
          kilo-no-fim-model      | Kilo Gateway does not fill in the middle with "m"                     | use mistralai/codestral-2508
          kilo-no-free-model     | Kilo Gateway has no free model at the moment                           | a paid model
          kilo-unavailable       | Kilo Gateway is temporarily unavailable                                   | not your credits or keys
          """)
  void kilos_own_answers_are_said_in_plain_words(String name, String text, String hint) {
    List<ErrorReport> reports =
        ErrorReport.all().stream().filter(report -> name.equals(report.name())).toList();
    assertFalse(reports.isEmpty());
    for (ErrorReport report : reports) {
      Failure failure = kilo(report.read());
      assertTrue(failure.text().startsWith(text), failure.text());
      assertTrue(Objects.requireNonNull(failure.hint()).contains(hint), failure.hint());
    }
  }

  @ParameterizedTest(name = "HTTP {0}")
  @CsvSource({
    "401, KEY_REJECTED, 'your own provider key at Kilo Gateway is rejected, not the key \"kilo\"'",
    "402, QUOTA, the provider account of your own key at Kilo Gateway has no credit left",
    "403, KEY_REJECTED, your own provider key at Kilo Gateway may not do this",
    "429, RATE_LIMIT, the provider of your own key at Kilo Gateway limits the rate of requests"
  })
  void a_failure_of_ones_own_key_at_kilo_is_not_blamed_on_the_kilo_key(
      int status, Kind kind, String text) {
    String said = "[BYOK] Something about your API key at Mistral.";
    Failure failure =
        kilo(
            ProviderError.read(
                status,
                "{\"error\":\"%s\",\"error_type\":\"byok_error\",\"message\":\"%s\"}"
                    .formatted(said, said)));
    assertEquals(kind, failure.kind());
    assertTrue(failure.text().startsWith(text), failure.text());
    assertEquals(List.of(said), failure.details());
    assertTrue(
        Objects.requireNonNull(failure.hint()).contains("BYOK keys in your Kilo profile"),
        failure.hint());
  }

  @Test
  void used_up_credits_at_kilo_are_told_with_the_balance_and_where_to_buy_more() {
    Failure failure =
        kilo(ProviderError.read(402, credits("-0.254", "https://app.kilo.ai/profile")));
    assertEquals(Kind.QUOTA, failure.kind());
    assertEquals("the credits at Kilo Gateway are used up (HTTP 402)", failure.text());
    assertEquals(List.of("Add credits to continue", "balance: -0.26 USD"), failure.details());
    assertEquals("add credit: https://app.kilo.ai/profile", failure.hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.kilo.ai/profile",
        "javascript:alert(1)",
        "https://app.kilo.ai/ profile",
        "https://app.kilo.ai/\\u001b]0;x",
        "https://app.kilo.ai/?key=" + KEY
      })
  void an_address_that_nobody_should_open_is_not_shown(String url) {
    Failure failure = kilo(ProviderError.read(402, credits("1e300", url)));
    assertEquals(List.of("Add credits to continue"), failure.details());
    assertEquals(
        "add credits, "
            + CATALOG.get("kilo").keyUrl()
            + ", or use a free model, such as"
            + " kilo-auto/free",
        failure.hint());
  }

  @Test
  void who_sent_no_key_is_not_told_to_replace_it() {
    Route kilo = Fixtures.route("kilo", null);
    ProviderError refusal = ProviderError.read(401, "{\"error\":\"no\"}");
    assertEquals(
        "no key was sent; byok keys add kilo stores one",
        new ProviderFailures(withoutKey(kilo), Redaction.none()).of(refusal, null).hint());
    assertEquals(
        "byok keys add kilo --force stores another",
        new ProviderFailures(kilo, Redaction.none()).of(refusal, null).hint());
    Route ollama = withoutKey(Fixtures.route("ollama", null));
    assertEquals(
        "no key was sent; check the server at localhost, or store the key that it needs: byok"
            + " keys add ollama",
        new ProviderFailures(ollama, Redaction.none()).of(refusal, null).hint());
    Route demo = withoutKey(Fixtures.route("demo", null));
    assertEquals(
        "the demo provider needs no key; try demo/echo",
        new ProviderFailures(demo, Redaction.none()).of(refusal, null).hint());
  }

  @Test
  void a_host_of_ones_own_is_shown_with_its_port_and_path() {
    ProviderError noModel = ProviderError.read(404, "{\"error\":\"no\"}");
    String hint = "check the model's name and the host: ";
    Route own = Fixtures.route("openai", "http://127.0.0.1:8080/api");
    assertEquals(
        hint + "http://127.0.0.1:8080/api",
        new ProviderFailures(own, Redaction.none()).of(noModel, null).hint());
    Route usual = Fixtures.route("openai", null);
    assertEquals(
        hint + "api.openai.com",
        new ProviderFailures(usual, Redaction.none()).of(noModel, null).hint());
  }

  @Test
  void who_is_limited_at_kilo_without_a_key_is_told_of_one() {
    Route kilo = Fixtures.route("kilo", null);
    ProviderError limit = ProviderError.read(429, "{\"error\":\"slow\"}");
    Failure anonymous = new ProviderFailures(withoutKey(kilo), Redaction.none()).of(limit, null);
    assertEquals(Kind.RATE_LIMIT, anonymous.kind());
    assertTrue(String.valueOf(anonymous.hint()).contains("byok keys add kilo"), anonymous.hint());
    Failure known = new ProviderFailures(kilo, Redaction.none()).of(limit, null);
    assertFalse(String.valueOf(known.hint()).contains("keys add"), known.hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Signature expired: 20261121T1 is now earlier than 20261121T2\"}",
        "{\"__type\":\"RequestTimeTooSkewed\",\"message\":\"no\"}"
      })
  void a_signature_out_of_time_is_about_the_clock(String body) {
    for (String provider : List.of("bedrock", "openai-compatible")) {
      Failure failure =
          new ProviderFailures(route(provider), Redaction.none())
              .of(ProviderError.read(403, body), null);
      assertEquals(Kind.KEY_REJECTED, failure.kind());
      assertTrue(String.valueOf(failure.hint()).contains("clock"), failure.hint());
    }
  }

  @Test
  void the_name_of_a_model_is_no_placeholder() {
    Route route = Fixtures.route("kilo", null);
    Route odd =
        new Route(
            route.provider(),
            route.key(),
            route.endpoint(),
            "{key} {host}",
            route.credential(),
            KeySettings.none());
    ProviderError error = ProviderError.read(0, "{\"error\":{\"code\":\"model_not_allowed\"}}");
    assertEquals(
        "your organization at Kilo Gateway does not allow \"{key} {host}\"",
        new ProviderFailures(odd, Redaction.none()).of(error, null).text());
  }

  private static Failure kilo(ProviderError error) {
    return new ProviderFailures(Fixtures.route("kilo", null), Redaction.of(Secret.of(KEY)))
        .of(error, null);
  }

  private static String credits(String balance, String url) {
    return "{\"error\":{\"title\":\"Low Credit Warning!\",\"message\":\"Add credits to continue\","
        + "\"balance\":"
        + balance
        + ",\"buyCreditsUrl\":\""
        + url
        + "\"},\"error_type\":\"usage_limit_exceeded\"}";
  }

  private static Route withoutKey(Route route) {
    return new Route(
        route.provider(),
        route.key(),
        route.endpoint(),
        route.model(),
        Credential.none("no key is wanted"),
        KeySettings.none());
  }

  private static Route route(String id) {
    return Fixtures.route(id, "https://llm.example/v1");
  }

  private static String told(Failure failure) {
    return failure.text() + "\n" + String.join("\n", failure.details()) + "\n" + failure.hint();
  }
}
