package dev.byok.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.client.Fixtures;
import dev.byok.client.Fixtures.FakeTransport;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.http.Header;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the verification by one token, where no model list proves a key or a model. */
final class OneTokenVerificationTest {
  private static final String OWN = "https://llm.example/v1";

  private final FakeTransport network = new FakeTransport();
  private final List<String> prompts = new ArrayList<>();
  private @Nullable Failure refusal;
  private @Nullable Failure awsRefusal;

  private final KeyVerifier verifier =
      new KeyVerifier(
          network,
          "byok/test",
          route -> {
            if (awsRefusal != null) {
              throw awsRefusal;
            }
            return Verdict.PROVEN;
          });

  @ParameterizedTest(name = "{0} asks {1}")
  @CsvSource({
    "inception, mercury-2",
    "minimax, MiniMax-M2.7",
    "codestral, codestral-2508",
    "byteplus-coding, dola-seed-2.0-lite",
    "perplexity, perplexity/sonar",
    "deepinfra, deepseek-ai/DeepSeek-V4-Flash",
    "nvidia, nvidia/nemotron-3.5-lightning-30b-a3b"
  })
  void a_provider_whose_list_is_public_is_asked_for_one_token(String id, String model) {
    assertEquals(Verdict.PROVEN, verify(id, null, null));
    assertEquals(List.of(model), prompts);
    assertEquals(0, network.requests.size());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"data":[{"id":"a","pricing":{"prompt":2,"completion":3}},{"id":"b","pricing":{"prompt":1,"completion":1}}]}                         | b
          {"data":[{"id":"a"},{"id":"b","pricing":{"prompt":"0.5","completion":"1"}}]}                                                         | b
          {"data":[{"id":"a","metadata":{"pricing":{"input_per_million":5,"output_per_million":9}}},{"id":"b","metadata":{"pricing":{"input_per_million":1,"output_per_million":2},"deprecated":true}}]} | a
          {"data":[{"id":"a"},{"id":"b"}]}                                                                                                     | a
          {"data":[{"id":"a","pricing":{"prompt":-1,"completion":-1}},{"id":"b","pricing":{"prompt":4,"completion":"many"}},7,{"name":"c"}]}    | a
          [{"id":"a","pricing":{"input":2,"output":2}},{"id":"b","pricing":{"input":0,"output":1}}]                                             | b
          """)
  void the_cheapest_model_of_the_public_list_is_asked(String list, String model) {
    network.then(200, list);
    assertEquals(Verdict.PROVEN, verify("chutes", null, null));
    assertEquals(List.of(model), prompts);
    assertEquals("GET https://llm.chutes.ai/v1/models", network.requests.get(0) + "");
    assertTrue(
        network.requests.get(0).headers().stream().noneMatch(Header.Credential.class::isInstance),
        "the public list was asked for with the key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "<html>", "{\"data\":[]}"})
  void a_public_list_without_a_model_is_told(String list) {
    network.then(200, list);
    Failure failure = failure("neuralwatt", null, null);
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertTrue(String.valueOf(failure.hint()).contains("--model"), failure.hint());
  }

  @Test
  void a_public_list_that_fails_is_told() {
    network.then(503, "");
    assertEquals(Kind.UNAVAILABLE, failure("neuralwatt", null, null).kind());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"inception", "minimax", "codestral", "chutes"})
  void a_named_model_is_asked_instead_of_our_choice(String id) {
    assertEquals(Verdict.PROVEN, verify(id, null, "mine"));
    assertEquals(List.of("mine"), prompts);
    assertEquals(0, network.requests.size());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"anthropic", "google", "openrouter", "kilo", "vercel", "cohere"})
  void a_named_model_is_asked_where_the_answer_lists_none(String id) {
    network.then(200, "{\"data\":[{\"id\":\"another\"}]}");
    assertEquals(Verdict.PROVEN, verify(id, null, "mine"));
    assertEquals(List.of("mine"), prompts);
    assertEquals(1, network.requests.size());
  }

  @Test
  void our_own_choice_that_is_gone_is_no_fault_of_the_key() {
    refusal = Failure.of(Kind.NO_MODEL, "no such model");
    assertEquals(Verdict.PROVEN, verify("inception", null, null));
    refusal = Failure.of(Kind.REFUSED, "refused").detail("the model mercury-2 does not exist");
    assertEquals(Verdict.PROVEN, verify("inception", null, null));
    refusal = Failure.of(Kind.REFUSED, "refused").detail("messages: too short");
    assertEquals(Kind.REFUSED, failure("inception", null, null).kind());
  }

  @Test
  void a_named_model_that_is_gone_is_refused() {
    refusal = Failure.of(Kind.NO_MODEL, "no such model").detail("the model does not exist");
    Failure failure = failure("inception", null, "mine");
    assertEquals(Kind.NO_MODEL, failure.kind());
    assertEquals("Invalid model name. Validation failed.", failure.text());
    assertEquals(List.of("the model does not exist"), failure.details());
  }

  @ParameterizedTest(name = "{0} is \"{1}\"")
  @CsvSource({
    "KEY_REJECTED, Invalid key. Validation failed.",
    "QUOTA, You exceeded your current quota."
  })
  void what_a_completion_says_of_the_key_has_the_contracts_words(Kind kind, String text) {
    refusal = Failure.of(kind, "said otherwise").detail("their words").status(401);
    Failure failure = failure("codestral", null, null);
    assertEquals(kind, failure.kind());
    assertEquals(text, failure.text());
    assertEquals(List.of("their words"), failure.details());
    assertEquals(401, failure.status());
  }

  @Test
  void a_completion_that_breaks_off_has_been_paid_for_and_proves_the_key() {
    refusal = Failure.of(Kind.INCOMPLETE, "broke off");
    assertEquals(Verdict.PROVEN, verify("inception", null, null));
  }

  @Test
  void a_model_that_cannot_finish_a_thought_in_one_token_has_answered() {
    network.then(403, "{\"error\":{\"message\":\"missing scopes: api.model.read\"}}");
    refusal =
        Failure.of(Kind.REFUSED, "refused")
            .detail("Could not finish because max_tokens or model output limit was reached");
    assertEquals(Verdict.PROVEN, verify("openai", null, "gpt-x"));
  }

  @Test
  void a_key_without_the_right_to_list_is_recognized_where_the_row_says_so() {
    network.then(403, "{\"error\":{\"message\":\"missing scopes: api.model.read\"}}");
    assertEquals(Verdict.PROVEN, verify("openai", null, null));
    assertEquals(List.of(), prompts);
    assertEquals(Kind.KEY_REJECTED, failure("groq", null, null).kind());
    network.then(403, "{\"error\":{\"code\":\"invalid_api_key\"}}");
    verify("openai", null, null);
    assertEquals(Kind.KEY_REJECTED, failure("openai", null, null).kind());
  }

  @Test
  void xai_without_its_key_path_is_asked_for_its_models() {
    network.then(404, "{}").then(200, "{\"data\":[]}");
    assertEquals(Verdict.PROVEN, verify("xai", null, null));
    assertEquals(
        "[GET https://api.x.ai/v1/api-key, GET https://api.x.ai/v1/models]",
        network.requests.toString());
  }

  @Test
  void a_path_that_is_gone_at_the_providers_own_host_blames_neither_key_nor_model() {
    network.then(404, "{}");
    assertEquals(Kind.UNAVAILABLE, failure("deepseek", null, null).kind());
  }

  @Test
  void azure_proves_the_key_and_then_the_deployment() {
    network.then(200, "{\"data\":[{\"id\":\"gpt-base\"}]}");
    assertEquals(Verdict.PROVEN, verify("azure", OWN, null));
    assertEquals(List.of(), prompts);
    assertEquals(Verdict.PROVEN, verify("azure", OWN, "my-deployment"));
    assertEquals(List.of("my-deployment"), prompts);
  }

  @Test
  void azures_older_form_is_asked_with_its_version() {
    network.then(200, "{\"data\":[]}");
    Route route = Fixtures.route("azure", "https://r.openai.azure.com/openai");
    Route dated =
        new Route(
            route.provider(),
            route.key(),
            Endpoint.of("https://r.openai.azure.com/openai", false),
            "",
            route.credential(),
            new KeySettings(null, "2024-10-21", null));
    verifier.verify(dated, true, null, this::ask);
    assertEquals(
        "/openai/models?api-version=2024-10-21",
        network.requests.get(0).uri().getPath() + "?" + network.requests.get(0).uri().getQuery());
  }

  @Test
  void a_server_of_ones_own_that_does_not_know_our_choice_has_shown_nothing() {
    refusal = Failure.of(Kind.NO_MODEL, "no such model");
    assertEquals(Verdict.NOT_CHECKABLE, verify("inception", OWN, null));
    network.then(404, "");
    assertEquals(Verdict.NOT_CHECKABLE, verify("chutes", OWN, null));
  }

  @Test
  void a_server_of_ones_own_may_serve_more_than_it_lists() {
    network.then(200, "{\"data\":[{\"id\":\"listed\"},{\"id\":\"llama3.2:latest\"}]}");
    assertEquals(Verdict.PROVEN, verify("openai-compatible", OWN, "listed"));
    assertEquals(Verdict.PROVEN, verify("ollama", OWN, "llama3.2"));
    assertEquals(List.of(), prompts);
    assertEquals(Verdict.PROVEN, verify("openai-compatible", OWN, "unlisted"));
    assertEquals(List.of("unlisted"), prompts);
  }

  @Test
  void a_list_without_an_envelope_is_a_list() {
    network.then(200, "[{\"id\":\"a\"}]");
    assertEquals(Verdict.PROVEN, verify("together", null, "a"));
    assertEquals(Kind.NO_MODEL, failure("together", null, "b").kind());
    assertEquals(List.of(), prompts);
  }

  @Test
  void aws_keys_are_proven_by_aws_and_models_by_a_token() {
    assertEquals(Verdict.PROVEN, verify("bedrock", OWN, null));
    assertEquals(List.of(), prompts);
    assertEquals(Verdict.PROVEN, verify("bedrock", OWN, "amazon.nova-lite"));
    assertEquals(List.of("amazon.nova-lite"), prompts);
    awsRefusal = Failure.of(Kind.KEY_REJECTED, "Invalid key. Validation failed.");
    assertEquals(Kind.KEY_REJECTED, failure("bedrock", OWN, null).kind());
    assertEquals(0, network.requests.size());
  }

  private void ask(Route route) {
    if (refusal != null) {
      throw refusal;
    }
    prompts.add(route.model());
  }

  private Verdict verify(String id, @Nullable String host, @Nullable String model) {
    return verifier.verify(Fixtures.route(id, host), host != null, model, this::ask);
  }

  private Failure failure(String id, @Nullable String host, @Nullable String model) {
    return assertThrows(Failure.class, () -> verify(id, host, model));
  }
}
