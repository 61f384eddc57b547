package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.access.KeyVerifier;
import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.ApiPath;
import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Transport;
import dev.byok.routing.Route;
import java.io.Closeable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the key of every provider that takes one, with a network that answers as that provider
 * does. AWS's keys have their own client and tests.
 */
final class EveryProviderVerificationTest {
  private static final Catalog CATALOG = Catalog.load();

  private static final String GOOD =
      """
      {"data":[{"id":"m"}],"models":[],"id":"c-1","model":"m",
       "choices":[{"index":0,"message":{"content":"h"},"finish_reason":"length"}],
       "output":[{"type":"message","content":[{"type":"output_text","text":"h"}]}],
       "content":[{"type":"text","text":"h"}],"stop_reason":"max_tokens",
       "candidates":[{"content":{"parts":[{"text":"h"}]},"finishReason":"MAX_TOKENS"}],
       "usage":{"prompt_tokens":1,"completion_tokens":1}}
      """;
  private static final String NO_MODEL =
      "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}";
  private static final String NO_CREDIT = "{\"error\":{\"message\":\"Insufficient Balance\"}}";

  /** How each provider refuses a key. The others answer with 401 and OpenAI's body. */
  private static final Map<String, String> REFUSALS =
      Map.ofEntries(
          Map.entry(
              "anthropic", "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"}}"),
          Map.entry(
              "google",
              "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API"
                  + " key.\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":"
                  + "\"API_KEY_INVALID\"}]}}"),
          Map.entry("xai", "{\"code\":\"x\",\"error\":\"Incorrect API key provided: ab***cd\"}"),
          Map.entry("codestral", "{\"detail\":\"Unauthorized\"}"),
          Map.entry("mistral", "{\"message\":\"Unauthorized\"}"),
          Map.entry("inception", "{\"error\":{\"message\":[\"no\"],\"code\":\"invalid_api_key\"}}"),
          Map.entry("novita", "{\"code\":401,\"reason\":\"FAILED_TO_AUTH\",\"message\":\"no\"}"),
          Map.entry("chutes", "{\"detail\":\"Authentication required.\"}"),
          Map.entry("zai", "{\"error\":{\"code\":\"1000\",\"message\":\"Authentication Failed\"}}"),
          Map.entry("cohere", "{\"message\":\"invalid api token\"}"),
          Map.entry("cerebras", ""),
          Map.entry("kilo", "{\"success\":false,\"error\":\"Invalid API token\"}"));

  private static final Set<String> REFUSED_BY_400 = Set.of("google", "xai");

  private final List<Request> requests = new ArrayList<>();

  static Stream<Provider> providers() {
    return CATALOG.providers().stream()
        .filter(Provider::takesKey)
        .filter(provider -> !provider.verification().byBedrock());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void a_good_key_is_proven_and_only_its_provider_sees_it(Provider provider) {
    assertEquals(Verdict.PROVEN, verify(provider, null, 200, GOOD, 200, GOOD));
    Set<String> hosts = new HashSet<>();
    for (Request request : requests) {
      for (Header header : request.headers()) {
        if (header instanceof Header.Credential) {
          hosts.add(request.uri().getHost());
        }
      }
      assertFalse(request.toString().contains(Fixtures.KEY), request.toString());
    }
    assertEquals(Set.of(keysHost(provider)), hosts);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void a_bad_key_is_told_in_the_contracts_words(Provider provider) {
    String refusal =
        REFUSALS.getOrDefault(
            provider.id(),
            "{\"error\":{\"message\":\"bad " + Fixtures.KEY + "\",\"code\":\"invalid_api_key\"}}");
    int status = REFUSED_BY_400.contains(provider.id()) ? 400 : 401;
    boolean publicList = "*".equals(provider.verification().completion());
    Failure failure =
        failure(
            provider,
            null,
            publicList ? 200 : status,
            publicList ? GOOD : refusal,
            status,
            refusal);
    assertEquals(Kind.KEY_REJECTED, failure.kind());
    assertEquals("Invalid key. Validation failed.", failure.text());
    assertFalse(failure.details().toString().contains(Fixtures.KEY));
    assertTrue(String.valueOf(failure.hint()).startsWith("check the key"), failure.hint());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void a_bad_model_is_told_in_the_contracts_words(Provider provider) {
    Failure failure = failure(provider, "absent", 200, GOOD, 404, NO_MODEL);
    assertEquals(Kind.NO_MODEL, failure.kind());
    assertEquals("Invalid model name. Validation failed.", failure.text());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void a_good_model_is_proven(Provider provider) {
    assertEquals(Verdict.PROVEN, verify(provider, "m", 200, GOOD, 200, GOOD));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void used_up_credit_is_told_in_the_contracts_words(Provider provider) {
    Failure failure = failure(provider, "unlisted", 402, NO_CREDIT, 402, NO_CREDIT);
    assertEquals(Kind.QUOTA, failure.kind());
    assertEquals("You exceeded your current quota.", failure.text());
  }

  private static String keysHost(Provider provider) {
    ApiPath path = provider.verification().path();
    String base = provider.baseUrl();
    if (path != null && path.isElsewhere()) {
      return URI.create(path.path()).getHost();
    }
    return base == null ? "127.0.0.1" : URI.create(base).getHost();
  }

  private Failure failure(
      Provider provider, @Nullable String model, int get, String got, int post, String posted) {
    return assertThrows(Failure.class, () -> verify(provider, model, get, got, post, posted));
  }

  private Verdict verify(
      Provider provider, @Nullable String model, int get, String got, int post, String posted) {
    Transport network =
        request -> {
          requests.add(request);
          return request.method().equals("GET")
              ? Fixtures.told(get, got)
              : Fixtures.told(post, posted);
        };
    ProviderClient client =
        new HttpProviderClient(network, new Dialects(), "byok/test", Clock.systemUTC());
    KeyVerifier verifier = new KeyVerifier(network, "byok/test", _ -> Verdict.NOT_CHECKABLE);
    return verifier.verify(
        Fixtures.route(provider.id(), null), false, model, route -> ask(client, route));
  }

  private static void ask(ProviderClient client, Route route) {
    Prompt prompt =
        new Prompt(
            null, List.of(Message.user("hi")), new Options(null, 1L, null, List.of(), null, null));
    Terms terms = new Terms(false, Duration.ofSeconds(5), 0);
    try (Answer answer = client.ask(route, Ask.of(prompt), terms, new Silent())) {
      boolean more = true;
      while (more) {
        more = answer.next() != null;
      }
    }
  }

  private static final class Silent implements Progress {
    @Override
    public void attempt(int number) {}

    @Override
    public void notice(String line) {}

    @Override
    public void verbose(String line) {}

    @Override
    public boolean pause(Duration wait) {
      return false;
    }

    @Override
    public void opened(Closeable connection) {}

    @Override
    public boolean stopped() {
      return false;
    }
  }
}
