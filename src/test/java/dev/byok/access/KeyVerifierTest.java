package dev.byok.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.client.Fixtures;
import dev.byok.client.Fixtures.FakeTransport;
import dev.byok.client.ProviderFailures;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyVerifierTest {
  private static final String ORGANIZATION = "123e4567-e89b-12d3-a456-426614174000";
  private static final String OWN = "https://llm.example/v1";

  private final FakeTransport network = new FakeTransport();
  private final KeyVerifier verifier = new KeyVerifier(network, "byok/test", _ -> Verdict.PROVEN);
  private final List<String> prompts = new ArrayList<>();
  private final OneToken asked =
      route -> prompts.add(route.endpoint().base() + " " + route.model());

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "openai, https://api.openai.com/v1/models",
    "openrouter, https://openrouter.ai/api/v1/key",
    "deepseek, https://api.deepseek.com/models",
    "kilo, https://api.kilo.ai/api/profile/balance"
  })
  void one_request_that_spends_nothing_goes_to_the_providers_own_host(String id, String address) {
    network.then(200, "{\"data\":[{\"id\":\"m\"}]}");
    assertEquals(Verdict.PROVEN, verifier.verify(Fixtures.route(id, null), false, null, asked));
    assertEquals(1, network.requests.size());
    Request request = network.requests.get(0);
    assertEquals("GET " + address, request.toString());
    List<Header.Credential> credentials =
        request.headers().stream()
            .filter(Header.Credential.class::isInstance)
            .map(Header.Credential.class::cast)
            .toList();
    assertEquals(1, credentials.size());
    assertEquals("Authorization", credentials.get(0).name());
    assertEquals(Fixtures.KEY, credentials.get(0).secret().open());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "openai",
        "openrouter",
        "deepseek",
        "openai-compatible",
        "kilo",
        "cohere",
        "huggingface",
        "chutes",
        "xai"
      })
  void a_host_of_ones_own_is_the_only_one_asked(String id) {
    network.then(200, "{\"data\":[]}");
    verifier.verify(Fixtures.route(id, OWN), true, "m", asked);
    for (Request request : network.requests) {
      assertEquals(URI.create(OWN).getAuthority(), request.uri().getAuthority());
    }
    assertEquals(List.of(OWN + " m"), prompts);
  }

  @Test
  void a_kilo_key_for_another_host_is_not_shown_to_kilo() {
    network.then(404, "");
    assertEquals(
        Verdict.NOT_CHECKABLE, verifier.verify(Fixtures.route("kilo", OWN), true, null, asked));
    assertEquals("GET https://llm.example/api/profile/balance", network.requests.get(0) + "");
  }

  @ParameterizedTest(name = "HTTP {0} is \"{3}\"")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | {"error":{"message":"No such key","code":"invalid_api_key"}}     | KEY_REJECTED | Invalid key. Validation failed.
          400 | {"error":"Incorrect API key provided: ab***cd"}                   | KEY_REJECTED | Invalid key. Validation failed.
          404 | {"error":{"message":"no such model","code":"model_not_found"}}   | NO_MODEL     | Invalid model name. Validation failed.
          402 | {"error":{"message":"Insufficient Balance"}}                     | QUOTA        | You exceeded your current quota.
          429 | {"error":{"message":"none left","code":"insufficient_quota"}}    | QUOTA        | You exceeded your current quota.
          """)
  void the_three_known_failures_have_their_words(int status, String body, Kind kind, String text) {
    network.then(status, body);
    Failure failure = failure(null);
    assertEquals(kind, failure.kind());
    assertEquals(text, failure.text());
    assertEquals(1, failure.details().size());
    assertEquals(status, failure.status());
    assertEquals("openai", failure.provider());
    assertNotNull(failure.hint());
  }

  @ParameterizedTest(name = "HTTP {0} is {1}")
  @CsvSource({
    "429, RATE_LIMIT",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "302, UNAVAILABLE",
    "400, REFUSED"
  })
  void what_tells_nothing_of_the_key_is_not_blamed_on_it(int status, Kind kind) {
    network.then(status, Map.of("location", "https://evil.example/"), "");
    Failure failure = failure(null);
    assertEquals(kind, failure.kind());
    assertFalse(failure.text().contains("Validation"), failure.text());
    assertNotNull(failure.hint());
    assertFalse(failure.hint().contains("--retries"), failure.hint());
    assertEquals(1, network.requests.size());
  }

  @Test
  void a_key_in_the_providers_words_is_masked() {
    network.then(401, "{\"error\":{\"message\":\"bad " + Fixtures.KEY + " or sk-abcdefgh1234\"}}");
    assertEquals(List.of("bad *** or ***"), failure(null).details());
  }

  @Test
  void a_model_that_is_not_listed_is_refused() {
    network.then(200, "{\"data\":[{\"id\":\"gpt-a\"},{\"id\":\"gpt-b\"}]}");
    Failure failure = failure("gpt-c");
    assertEquals(Kind.NO_MODEL, failure.kind());
    assertEquals("Invalid model name. Validation failed.", failure.text());
    assertTrue(failure.details().get(0).contains("\"gpt-c\""), failure.details().toString());
  }

  @Test
  void a_model_that_is_listed_is_proven() {
    network.then(200, "{\"data\":[{\"id\":\"gpt-a\"}]}");
    assertEquals(
        Verdict.PROVEN, verifier.verify(Fixtures.route("openai", null), false, "gpt-a", asked));
  }

  @Test
  void a_list_of_models_that_is_no_json_proves_nothing() {
    network.then(200, "<html>");
    assertEquals(Kind.UNAVAILABLE, failure("gpt-a").kind());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void a_server_without_the_path_offers_nothing_to_check(int status) {
    network.then(status, "");
    assertEquals(
        Verdict.NOT_CHECKABLE,
        verifier.verify(Fixtures.route("openai-compatible", OWN), true, null, asked));
    assertEquals(List.of(), prompts);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai-compatible | {"object":"list","data":[]}
          openai-compatible | []
          qwen              | {"output":{"models":[]}}
          kilo              | {"balance":1}
          """)
  void a_list_of_ones_own_host_proves_the_key(String id, String body) {
    network.then(200, body);
    assertEquals(Verdict.PROVEN, verifier.verify(Fixtures.route(id, OWN), true, null, asked));
    assertEquals(List.of(), prompts);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai-compatible | <html>please sign in</html>
          openai-compatible | {"message":"welcome"}
          openai-compatible | {"error":"sign in","data":[]}
          openai-compatible | "data"
          openai            | <html>
          azure             | <html>
          kilo              | <html>
          kilo              | {}
          openrouter        | {"success":false,"redirect":"https://portal.example"}
          xai               | {"login_url":"https://portal.example"}
          """)
  void a_success_that_is_no_list_leaves_the_key_unchecked(String id, String body) {
    network.then(200, body);
    Route route = Fixtures.route(id, OWN);
    Failure failure = assertThrows(Failure.class, () -> verifier.verify(route, true, null, asked));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertEquals(List.of(), prompts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Forbidden", "RBAC: access denied", "Your request was blocked.", "", "<html>"})
  void a_refusal_that_is_no_report_of_the_provider_leaves_the_key_unchecked(String body) {
    network.then(403, body);
    assertEquals(Kind.UNAVAILABLE, failure(null).kind());
  }

  @Test
  void a_key_that_is_shown_as_blocked_is_none() {
    network.then(200, "{\"api_key_id\":\"1\",\"team_blocked\":false,\"api_key_blocked\":true}");
    Route xai = Fixtures.route("xai", null);
    Failure failure = assertThrows(Failure.class, () -> verifier.verify(xai, false, null, asked));
    assertEquals(Kind.KEY_REJECTED, failure.kind());
  }

  @Test
  void a_known_key_that_lacks_something_else_is_told_so() {
    network.then(403, "{\"error\":\"You are not a member of the organization\"}");
    Failure failure =
        assertThrows(
            Failure.class, () -> verifier.verify(Fixtures.route("kilo", null), false, null, asked));
    assertEquals(Kind.KEY_REJECTED, failure.kind());
    assertEquals(
        "the key \"kilo\" does not belong to a member of the organization at Kilo Gateway (HTTP 403)",
        failure.text());
    assertTrue(String.valueOf(failure.hint()).startsWith("check the organization's id"));
  }

  @Test
  void a_known_key_that_may_not_use_the_model_is_told_so() {
    Failure told =
        Failure.of(Kind.KEY_REJECTED, "AWS Bedrock does not allow the key \"bedrock\" to do this")
            .status(403)
            .hint("allow bedrock:InvokeModel to the key");
    Route bedrock = Fixtures.route("bedrock", OWN);
    OneToken denied =
        route -> {
          throw told;
        };
    Failure failure =
        assertThrows(Failure.class, () -> verifier.verify(bedrock, true, "m", denied));
    assertEquals(told, failure);
  }

  @Test
  void a_good_key_of_kilo_that_lacks_a_providers_key_is_not_called_invalid() {
    network.then(200, "{\"balance\":1}");
    OneToken denied =
        route -> {
          ProviderError report =
              ProviderError.read(403, "{\"error\":{\"code\":\"byok_key_required\"}}");
          throw new ProviderFailures(route, Redaction.none()).of(report, null);
        };
    Failure failure =
        assertThrows(
            Failure.class,
            () -> verifier.verify(Fixtures.route("kilo", null), false, "a/m", denied));
    assertEquals(Kind.NO_KEY, failure.kind());
    assertTrue(String.valueOf(failure.hint()).contains("Kilo profile"), failure.hint());
  }

  @Test
  void what_the_provider_says_of_a_bad_key_stands_behind_where_to_check_it() {
    network.then(401, "{\"message\":\"Unauthorized\"}");
    Failure failure =
        assertThrows(
            Failure.class,
            () -> verifier.verify(Fixtures.route("mistral", null), false, null, asked));
    String hint = String.valueOf(failure.hint());
    assertTrue(hint.startsWith("check the key at https://"), hint);
    assertTrue(
        hint.endsWith(
            "; keys of api.mistral.ai do not work at codestral.mistral.ai, nor the other way around"),
        hint);
  }

  @Test
  void the_organization_goes_along() {
    network.then(200, "{\"balance\":1}");
    Route kilo = Fixtures.route("kilo", null);
    Route route =
        new Route(
            kilo.provider(),
            new KeyName("kilo", "org"),
            kilo.endpoint(),
            "",
            kilo.credential(),
            new KeySettings(ORGANIZATION, null, null));
    verifier.verify(route, false, null, asked);
    assertTrue(
        network.requests.get(0).headers().stream()
            .anyMatch(header -> header.shown().equals(ORGANIZATION)));
  }

  private Failure failure(@org.jspecify.annotations.Nullable String model) {
    return assertThrows(
        Failure.class, () -> verifier.verify(Fixtures.route("openai", null), false, model, asked));
  }
}
