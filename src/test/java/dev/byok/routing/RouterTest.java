package dev.byok.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.keys.FakePlaces;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.names.KeyIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what a model reference means. */
final class RouterTest {
  private static final String CONFIG =
      """
      {"default":"openai:work/gpt-d",
       "aliases":{"fast":"openrouter/x/mini","quick":"fast","mine":"openai:work","a":"b","b":"a",
                  "odd":"nowhere/m"},
       "keys":{"openai:work":{"stored_in":"keychain","model":"gpt-w"},
               "deepseek":{"stored_in":"keychain"},
               "kilo":{"stored_in":"keychain","organization":"org-1"}}}
      """;

  @ParameterizedTest(name = "{0} means {1}")
  @CsvSource({
    "openai/gpt-5.6-luna, openai/gpt-5.6-luna",
    "openai:work/gpt-5.6-luna, openai:work/gpt-5.6-luna",
    "kilo/anthropic/claude-sonnet-5, kilo/anthropic/claude-sonnet-5",
    "kilo/x/y:free, kilo/x/y:free",
    "openai-compatible:ollama/llama3.2, openai-compatible:ollama/llama3.2",
    "openai/ft:gpt:org/x//y, openai/ft:gpt:org/x//y",
    "fast, openrouter/x/mini",
    "quick, openrouter/x/mini",
    "mine, openai:work/gpt-w",
    "openai:work, openai:work/gpt-w",
    "OpenAI:work, openai:work/gpt-w",
    "GEMINI/gemini-3, google/gemini-3",
    "' gpt-z\n', openai:work/gpt-z",
    "gpt-z, openai:work/gpt-z"
  })
  void a_reference_names_a_key_and_a_model(String reference, String target) throws Exception {
    assertEquals(target, router(CONFIG, Map.of()).resolve(reference).toString());
  }

  @Test
  void nothing_named_is_the_default() throws Exception {
    assertEquals("openai:work/gpt-d", router(CONFIG, Map.of()).resolve(null).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "a=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "x:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "openai:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
      })
  void no_piece_of_a_key_with_slashes_is_shown(String pasted) {
    Failure failure = assertThrows(Failure.class, () -> router(CONFIG, Map.of()).resolve(pasted));
    String said = failure.text() + failure.details() + failure.hint();
    assertFalse(said.contains("wJalr"), said);
    assertFalse(said.contains("MDENG"), said);
  }

  @Test
  void a_mistyped_provider_is_shown() {
    Failure failure =
        assertThrows(
            Failure.class, () -> router(CONFIG, Map.of()).resolve("opnai/gpt-5.6-luna-2026"));
    assertEquals("unknown provider \"opnai\"", failure.text());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "a, USAGE",
    "nowhere/m, NO_KEY",
    "odd, NO_KEY",
    "openai:/m, USAGE",
    "openai:UP/m, USAGE",
    "'', USAGE",
    "'  ', USAGE",
    "/m, USAGE",
    "openai/, USAGE"
  })
  void what_means_nothing_is_refused(String reference, Kind kind) {
    Failure failure =
        assertThrows(Failure.class, () -> router(CONFIG, Map.of()).resolve(reference));
    assertEquals(kind, failure.kind());
    assertTrue(failure.hint() != null, failure.text());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    | gpt-z
          {"default":"gpt-z"}                   | gpt-z
          {"default":"gpt-y"}                   | gpt-z
          """)
  void a_models_name_alone_wants_a_default_key(String config, String reference) {
    Failure failure =
        assertThrows(Failure.class, () -> router(config, Map.of()).resolve(reference));
    assertEquals(Kind.NO_KEY, failure.kind());
  }

  @Test
  void a_route_binds_key_host_and_model() throws Exception {
    Route route = router(CONFIG, Map.of()).route("kilo/x/y");
    assertEquals("https://api.kilo.ai/api/gateway", route.endpoint().base().toString());
    assertEquals("kilo", route.via());
    assertEquals("org-1", route.settings().organization());
    Route direct =
        router(
                CONFIG,
                Map.of("BYOK_OPENAI_API_KEY", "k", "BYOK_OPENAI_HOST", "http://127.0.0.1/v1"))
            .route("openai/m");
    assertEquals("http://127.0.0.1/v1", direct.endpoint().base().toString());
    assertEquals("direct", direct.via());
    assertNull(direct.settings().organization());
  }

  @Test
  void a_server_of_ones_own_wants_a_host() {
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                router("{}", Map.of("BYOK_OPENAI_COMPATIBLE_API_KEY", "k"))
                    .route("openai-compatible/m"));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(String.valueOf(failure.hint()).contains("--host"), failure.hint());
  }

  @Test
  void the_demo_provider_is_started_only_for_itself() throws Exception {
    assertEquals(
        "http://127.0.0.1:7/v1", router("{}", Map.of()).route("demo/echo").endpoint().base() + "");
    Router without =
        router(
            "{}",
            Map.of("OPENAI_API_KEY", "k"),
            () -> {
              throw new AssertionError("started");
            });
    assertEquals("api.openai.com", without.route("openai/m").endpoint().host());
  }

  private static Router router(String config, Map<String, String> env) throws JsonSyntaxException {
    return router(config, env, () -> "http://127.0.0.1:7/v1");
  }

  private static Router router(String json, Map<String, String> env, DemoHost demo)
      throws JsonSyntaxException {
    Config config = new Config(Json.parseObject(json));
    KeyResolver keys =
        new KeyResolver(
            env, new KeyIndex(config), new FakePlaces(), variable -> false, FakePlaces.NO_AWS);
    ModelReferences references =
        new ModelReferences(Catalog.load(), config, keys, key -> List.of(), env.get("BYOK_MODEL"));
    return new Router(references, keys, demo, config);
  }
}
