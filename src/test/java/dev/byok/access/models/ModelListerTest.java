package dev.byok.access.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.ModelList;
import dev.byok.catalog.Provider;
import dev.byok.client.Fixtures;
import dev.byok.client.Fixtures.FakeTransport;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelListerTest {
  private static final String OWN = "https://llm.example/v1";

  private final FakeTransport network = new FakeTransport();
  private final ModelLister lister =
      new ModelLister(network, route -> List.of(ListedModel.of("from aws")), "byok/test");

  static Stream<Provider> providers() {
    return Catalog.load().providers().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void every_provider_is_asked_as_its_row_says(Provider provider) {
    network.then(200, entry(provider.modelList()));
    Listing listing = lister.list(route(provider));
    assertTrue(listing.complete());
    ModelList how = provider.modelList();
    if (how.byBedrock()) {
      assertEquals("from aws", listing.models().get(0).id());
    } else if (how.path() == null) {
      assertEquals(how.known(), listing.models().stream().map(ListedModel::id).toList());
    } else {
      assertEquals(List.of("m"), listing.models().stream().map(ListedModel::id).toList());
    }
    assertEquals(how.path() == null ? 0 : 1, network.requests.size(), network.requests.toString());
    assertEquals(ModelLister.isAsked(provider), how.path() != null || how.byBedrock());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void a_key_goes_only_where_it_belongs(Provider provider) {
    network.then(200, entry(provider.modelList()));
    lister.list(route(provider));
    for (Request request : network.requests) {
      long keys =
          request.headers().stream().filter(header -> header instanceof Header.Credential).count();
      assertEquals(provider.modelList().sendsKey() ? 1 : 0, keys, provider.id());
      assertFalse(request.uri().toString().contains(Fixtures.KEY));
      for (Header header : request.headers()) {
        if (header instanceof Header.Credential credential) {
          assertEquals(provider.auth().header(), credential.name());
          assertEquals(Fixtures.KEY, credential.secret().open());
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void a_host_of_ones_own_is_the_only_one_asked(Provider provider) {
    network.then(200, entry(provider.modelList()));
    lister.list(Fixtures.route(provider.id(), OWN));
    for (Request request : network.requests) {
      assertEquals("llm.example", request.uri().getHost());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openrouter", "inception", "vercel", "chutes", "huggingface"})
  void an_open_list_never_opens_the_key(String id) {
    network.then(200, "{\"data\":[{\"id\":\"m\"}]}");
    Route route = Fixtures.route(id, null);
    Credential locked =
        Credential.from(
            "the keychain",
            () -> {
              throw new IllegalStateException("the keychain was opened");
            });
    lister.list(
        new Route(route.provider(), route.key(), route.endpoint(), "", locked, KeySettings.none()));
    assertEquals(1, network.requests.size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anthropic | {"data":[{"id":"a"},{"id":"b"}],"has_more":true,"last_id":"b"} | {"data":[{"id":"c"}],"has_more":false,"last_id":"c"} | limit=1000&after_id=b
          google | {"models":[{"name":"models/a","supportedGenerationMethods":["generateContent"]},{"name":"models/b","supportedGenerationMethods":["generateContent"]}],"nextPageToken":"x y&z"} | {"models":[{"name":"models/c","supportedGenerationMethods":["generateContent"]}]} | pageSize=1000&pageToken=x%20y%26z
          cohere | {"models":[{"name":"a","endpoints":["chat"]},{"name":"b","endpoints":["chat"]}],"next_page_token":"t"} | {"models":[{"name":"c","endpoints":["chat"]}]} | page_size=1000&page_token=t
          qwen | {"output":{"models":[{"model":"a"},{"model":"b"}],"total":3}} | {"output":{"models":[{"model":"c"}],"total":3}} | page_size=100&page_no=2
          """)
  void further_pages_are_asked_for(String id, String first, String second, String query) {
    network.then(200, first).then(200, second);
    Listing listing = lister.list(Fixtures.route(id, null));
    assertEquals(List.of("a", "b", "c"), listing.models().stream().map(ListedModel::id).toList());
    assertTrue(listing.complete());
    assertEquals(2, network.requests.size());
    assertEquals(query, network.requests.get(1).uri().getRawQuery());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          anthropic | {"data":[{"id":"a"}],"has_more":true,"last_id":"a"}
          google | {"models":[{"name":"models/a","supportedGenerationMethods":["generateContent"]}],"nextPageToken":"same"}
          cohere | {"models":[],"next_page_token":"same"}
          qwen | {"output":{"models":[{"model":"a"}],"total":9000000000}}
          """)
  void a_list_that_turns_in_a_circle_ends(String id, String page) {
    network.then(200, page);
    Listing listing = lister.list(Fixtures.route(id, null));
    assertFalse(listing.complete());
    assertEquals(2, network.requests.size());
  }

  @Test
  void a_list_with_ever_new_pages_ends() {
    for (int i = 0; i < 200; i++) {
      network.then(
          200,
          "{\"data\":[{\"id\":\"m%d\"}],\"has_more\":true,\"last_id\":\"m%d\"}".formatted(i, i));
    }
    Listing listing = lister.list(Fixtures.route("anthropic", null));
    assertFalse(listing.complete());
    assertEquals(100, network.requests.size());
  }

  @Test
  void a_list_of_a_hundred_thousand_models_is_cut() {
    StringBuilder list = new StringBuilder("{\"data\":[{\"id\":\"m\"}");
    for (int i = 0; i < 100_000; i++) {
      list.append(",{\"id\":\"m").append(i).append("\"}");
    }
    network.then(200, list + "]}");
    Listing listing = lister.list(Fixtures.route("openai", null));
    assertFalse(listing.complete());
    assertEquals(50_000, listing.models().size());
  }

  @Test
  void a_list_without_an_end_is_refused() {
    network.then(200, "[" + "{\"id\":\"mmmmmmmm\"},".repeat(1_000_000) + "{}]");
    assertEquals(Kind.UNAVAILABLE, failure("openai").kind());
  }

  @Test
  void a_key_that_the_server_sends_back_is_no_model() {
    String name = "x-" + Fixtures.KEY + "-x";
    network.then(
        200,
        "{\"data\":[{\"id\":\""
            + name
            + "\"},{\"id\":\"n\",\"name\":\""
            + name
            + "\"},{\"id\":\"m\"}]}");
    Listing listing = lister.list(Fixtures.route("openai", null));
    assertEquals(List.of(ListedModel.of("m")), listing.models());
  }

  @Test
  void azure_says_the_version_of_the_older_form() {
    network.then(200, "{\"data\":[{\"id\":\"m\"}]}");
    Route azure = Fixtures.route("azure", "https://r.openai.azure.com/openai");
    lister.list(
        new Route(
            azure.provider(),
            azure.key(),
            azure.endpoint(),
            "",
            azure.credential(),
            new KeySettings(null, "2026-01-01", null)));
    assertEquals(
        "GET https://r.openai.azure.com/openai/models?api-version=2026-01-01",
        network.requests.get(0).toString());
  }

  @ParameterizedTest(name = "HTTP {0} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | {"error":{"message":"bad","code":"invalid_api_key"}} | KEY_REJECTED
          404 | not here                                             | NO_MODEL
          429 | {"error":{"message":"slow down"}}                    | RATE_LIMIT
          503 | {"error":{"message":"later"}}                        | UNAVAILABLE
          302 |                                                      | UNAVAILABLE
          400 | {"error":{"message":"odd"}}                          | REFUSED
          200 | {"error":{"message":"odd"}}                          | UNAVAILABLE
          200 | <html>                                               | UNAVAILABLE
          """)
  void a_refusal_has_its_kind_and_a_hint(int status, @Nullable String body, Kind kind) {
    network.then(status, Map.of("location", "https://evil.example/"), body == null ? "" : body);
    Failure failure = failure("openai");
    assertEquals(kind, failure.kind());
    assertEquals("openai", failure.provider());
    assertNotNull(failure.hint());
    assertFalse(failure.text().contains("\"\""), failure.text());
    assertEquals(1, network.requests.size());
  }

  private Failure failure(String id) {
    return assertThrows(Failure.class, () -> lister.list(Fixtures.route(id, null)));
  }

  /** Returns a list with one model, {@code m}, that passes the row's filter. */
  private static String entry(ModelList how) {
    StringBuilder fields = new StringBuilder();
    for (String field : how.only().fields().keySet()) {
      fields.append(",\"%s\":[\"%s\"]".formatted(field, how.only().text(field)));
    }
    return "{\"data\":[{\"id\":\"m\"" + fields + "}]}";
  }

  private static Route route(Provider provider) {
    String base = provider.baseUrl();
    return new Route(
        provider,
        new KeyName(provider.id(), null),
        Endpoint.of(base == null ? OWN : base.replace("{region}", "us-east-1"), false),
        "",
        Credential.from("the keychain", () -> Secret.of(Fixtures.KEY)),
        KeySettings.none());
  }
}
