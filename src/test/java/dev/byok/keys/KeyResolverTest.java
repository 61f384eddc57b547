package dev.byok.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.keys.names.KeyIndex;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeySettings;
import dev.byok.secrets.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks which credential is chosen. Variables are written {@code NAME=value}, separated by blanks.
 */
final class KeyResolverTest {
  private static final String STORED =
      """
      {"keys":{
        "openai":{"stored_in":"keychain","fingerprint":"0123456789abcdef3515ee58"},
        "openai:work":{"stored_in":"file","host":"https://work.example/v1",
                       "fingerprint":"0123456789abcdefa5d37112"},
        "openai:op":{"stored_in":"command","command":"from-command"},
        "openai-compatible:ollama":{"stored_in":"none","host":"http://10.0.0.5/v1","allow_http":true},
        "kilo:org":{"stored_in":"keychain","organization":"org-1",
                    "fingerprint":"0123456789abcdef3515ee58"}}}
      """;

  private final FakePlaces places = new FakePlaces();

  KeyResolverTest() {
    places.keychain.write(KeyName.parse("openai"), Secret.of("from-keychain"));
    places.keychain.write(KeyName.parse("kilo:org"), Secret.of("from-keychain"));
    places.file.write(KeyName.parse("openai:work"), Secret.of("from-file"));
  }

  @ParameterizedTest(name = "{0} with {1} is {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          openai                   | -                                                 | from-keychain | -
          openai                   | OPENAI_API_KEY=conventional                       | from-keychain | -
          openai                   | BYOK_OPENAI_API_KEY=own OPENAI_API_KEY=c          | own           | -
          openai                   | BYOK_OPENAI_API_KEY=own BYOK_OPENAI_HOST=https://h.example/v1 | own | https://h.example/v1
          openai                   | BYOK_OPENAI_API_KEY=                              | from-keychain | -
          openai                   | BYOK_OPENAI__WORK_API_KEY=other                   | from-keychain | -
          openai:work              | -                                                 | from-file     | https://work.example/v1
          openai:work              | BYOK_OPENAI_API_KEY=own OPENAI_API_KEY=c          | from-file     | https://work.example/v1
          openai:work              | BYOK_OPENAI__WORK_API_KEY=labeled                 | labeled       | -
          openai:work              | BYOK_OPENAI__WORK_API_KEY=l BYOK_OPENAI_HOST=https://h.example | l | -
          openai:work              | BYOK_OPENAI__WORK_API_KEY=l BYOK_OPENAI__WORK_HOST=https://h.example | l | https://h.example
          openai:work              | BYOK_OPENAI_HOST=https://h.example                | from-file     | https://work.example/v1
          openai:my-lab-2          | BYOK_OPENAI__MY_LAB_2_API_KEY=labeled             | labeled       | -
          openai:op                | -                                                 | from-command  | -
          openrouter               | OPENROUTER_API_KEY=conventional                   | conventional  | -
          openrouter               | OPENROUTER_API_KEY=c BYOK_OPENROUTER_HOST=https://h.example/v1 | c | https://h.example/v1
          openai-compatible        | BYOK_OPENAI_COMPATIBLE_API_KEY=own                | own           | -
          openai-compatible:ollama | -                                                 | -             | http://10.0.0.5/v1
          kilo                     | KILO_API_KEY=k KILO_API_URL=https://k.example     | k             | https://k.example/api/gateway
          kilo                     | KILO_API_KEY=k KILO_API_URL=https://k.example/    | k             | https://k.example/api/gateway
          kilo                     | KILO_API_KEY=k KILO_API_URL=https://k.example/gw  | k             | https://k.example/gw
          kilo                     | BYOK_KILO_API_KEY=k KILO_API_URL=https://a.example BYOK_KILO_HOST=https://b.example/x | k | https://b.example/x
          kilo                     | KILO_API_KEY=https://k.example:t                  | t             | https://k.example/api/gateway
          kilo                     | BYOK_KILO_API_KEY=HTTPS://k.example:8443/x:t      | t             | https://k.example:8443/x
          kilo:work                | BYOK_KILO__WORK_API_KEY=https://[::1]:8443:t      | t             | https://[::1]:8443/api/gateway
          kilo:org                 | KILO_API_KEY=conventional                         | from-keychain | -
          demo                     | -                                                 | -             | -
          """)
  void one_credential_is_chosen(
      String key, @Nullable String env, @Nullable String secret, @Nullable String host) {
    KeyResolver.Choice choice = choose(key, env, "m");
    Secret found = choice.credential().secret();
    assertEquals(secret, found == null ? null : found.open());
    assertEquals(host, choice.host());
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          openrouter        | -                                            | BYOK_OPENROUTER_API_KEY
          openrouter:work   | OPENROUTER_API_KEY=c                         | BYOK_OPENROUTER__WORK_API_KEY
          openrouter        | BYOK_OPENROUTER_HOST=https://h.example       | byok keys add openrouter stores
          openai:absent     | OPENAI_API_KEY=c BYOK_OPENAI_API_KEY=own     | byok keys add openai:absent stores
          openai-compatible | BYOK_OPENAI_COMPATIBLE_HOST=http://127.0.0.1 | byok keys add openai-compatible stores
          kilo:work         | KILO_API_KEY=c                               | byok keys add kilo:work stores
          """)
  void no_other_key_takes_the_place_of_one_that_is_missing(
      String key, @Nullable String env, String hint) {
    Failure failure = assertThrows(Failure.class, () -> choose(key, env, "m"));
    assertEquals(Kind.NO_KEY, failure.kind());
    assertTrue(String.valueOf(failure.hint()).contains(hint), failure.hint());
    assertEquals(0, placesOpened());
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "openai, BYOK_OPENAI_HOST=https://h.example",
    "openai:work, BYOK_OPENAI__WORK_HOST=https://h.example",
    "openai-compatible:ollama, BYOK_OPENAI_COMPATIBLE__OLLAMA_HOST=https://h.example",
    "kilo:org, KILO_API_URL=https://h.example",
    "kilo:org, BYOK_KILO__ORG_HOST=https://h.example"
  })
  void a_stored_key_goes_to_no_host_of_the_environment(String key, String env) {
    Failure failure = assertThrows(Failure.class, () -> choose(key, env, "m"));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(failure.text().contains(env.substring(0, env.indexOf('='))), failure.text());
    assertEquals(0, placesOpened());
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "kilo, KILO_API_KEY=https://k.example:canary KILO_API_URL=https://h.example",
    "kilo, BYOK_KILO_API_KEY=https://k.example:canary BYOK_KILO_HOST=https://h.example",
    "kilo:work, BYOK_KILO__WORK_API_KEY=https://k.example:canary KILO_API_URL=https://h.example",
    "kilo, KILO_API_KEY=https://u:p@k.example:canary",
    "kilo, BYOK_KILO_API_KEY=https://:canary"
  })
  void a_kilo_key_with_an_address_goes_nowhere_else(String key, String env) {
    Failure failure = assertThrows(Failure.class, () -> choose(key, env, "m"));
    assertEquals(Kind.USAGE, failure.kind());
    String told = failure.text() + failure.details() + failure.hint();
    assertTrue(told.contains(env.substring(0, env.indexOf('='))), told);
    assertTrue(!told.contains("canary"), told);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "azure, AZURE_RESOURCE_NAME=evil.example/x, AZURE_OPENAI_API_KEY",
    "azure, AZURE_RESOURCE_NAME=-a, AZURE_OPENAI_API_KEY",
    "azure, OPENAI_API_VERSION=1&x=2, AZURE_OPENAI_API_KEY",
    "kilo, KILO_ORG_ID=mine, KILO_API_KEY",
    "bedrock, AWS_REGION=evil.example, AWS_BEARER_TOKEN_BEDROCK"
  })
  void a_wrong_setting_names_its_own_variable(String key, String env, String keyVariable) {
    Failure failure =
        assertThrows(Failure.class, () -> choose(key, env + " " + keyVariable + "=canary", "m"));
    assertEquals(Kind.USAGE, failure.kind());
    String told = failure.text() + failure.details() + failure.hint();
    assertTrue(told.contains("variable " + env.substring(0, env.indexOf('='))), told);
    assertTrue(!told.contains(keyVariable) && !told.contains("canary"), told);
  }

  @Test
  void an_address_that_a_command_prints_is_not_sent() {
    KeyRecord record =
        new KeyIndex(
                config(
                    "{\"keys\":{\"kilo\":{\"stored_in\":\"command\",\"command\":\"https://h:t\"}}}"))
            .get(new KeyName("kilo", null));
    Credential credential =
        new KeyResolver(
                Map.of(),
                new KeyIndex(Config.empty()),
                places,
                variable -> false,
                FakePlaces.NO_AWS)
            .choice(record)
            .credential();
    assertEquals(Kind.KEYCHAIN, assertThrows(Failure.class, credential::secret).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/y:free", "kilo-auto/free", "openrouter/free"})
  void kilos_free_models_want_no_key(String model) {
    assertTrue(choose("kilo", null, model).credential().isNone());
    assertEquals(
        "from-environment", secret(choose("kilo", "KILO_API_KEY=from-environment", model)));
    assertThrows(Failure.class, () -> choose("kilo:absent", null, model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/y", "x/y:freedom", ":free/x", "kilo-auto/free2", "free"})
  void kilos_other_models_want_a_key(String model) {
    assertEquals(
        Kind.NO_KEY, assertThrows(Failure.class, () -> choose("kilo", null, model)).kind());
  }

  @Test
  void choosing_opens_no_place_of_keys() {
    KeyResolver.Choice choice = choose("openai", null, "m");
    assertEquals(0, placesOpened());
    assertEquals("from-keychain", secret(choice));
    assertEquals(1, placesOpened());
    assertEquals("from-keychain", secret(choice));
    assertEquals(1, placesOpened());
  }

  @Test
  void a_place_that_fails_is_not_replaced_by_another_key() {
    places.keychain.failWith(Failure.of(Kind.KEYCHAIN, "locked"));
    KeyResolver.Choice choice = choose("openai", "OPENAI_API_KEY=conventional", "m");
    assertEquals("locked", assertThrows(Failure.class, () -> secret(choice)).text());
  }

  @Test
  void the_own_variable_goes_before_a_record_that_cannot_be_read() throws Exception {
    Config broken = config("{\"keys\":{\"openai\":{\"stored_in\":\"cloud\"}}}");
    assertEquals(
        "own",
        secret(
            new KeyResolver(
                    Map.of("BYOK_OPENAI_API_KEY", "own"),
                    new KeyIndex(broken),
                    places,
                    variable -> false,
                    FakePlaces.NO_AWS)
                .choose(Catalog.load().get("openai"), KeyName.parse("openai"), "m")));
    assertEquals(
        Kind.FILE,
        assertThrows(
                Failure.class,
                () ->
                    new KeyResolver(
                            Map.of(),
                            new KeyIndex(broken),
                            places,
                            variable -> false,
                            FakePlaces.NO_AWS)
                        .choose(Catalog.load().get("openai"), KeyName.parse("openai"), "m"))
            .kind());
  }

  @Test
  void a_variable_that_holds_no_key_is_named_and_not_quoted() {
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                new KeyResolver(
                        Map.of("BYOK_OPENAI_API_KEY", "two words"),
                        new KeyIndex(Config.empty()),
                        places,
                        variable -> false,
                        FakePlaces.NO_AWS)
                    .choose(Catalog.load().get("openai"), KeyName.parse("openai"), "m"));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(failure.details().toString().contains("BYOK_OPENAI_API_KEY"));
    assertTrue(!(failure.text() + failure.details()).contains("two words"));
  }

  @Test
  void what_is_known_of_a_stored_key_comes_along() {
    assertEquals("org-1", choose("kilo:org", null, "m").settings().organization());
    assertTrue(choose("openai-compatible:ollama", null, "m").allowHttp());
    assertEquals(KeySettings.none(), choose("demo", null, "m").settings());
  }

  private int placesOpened() {
    return places.keychain.uses() + places.file.uses() - 3;
  }

  private static @Nullable String secret(KeyResolver.Choice choice) {
    Secret secret = choice.credential().secret();
    return secret == null ? null : secret.open();
  }

  private KeyResolver.Choice choose(String key, @Nullable String env, String model) {
    Map<String, String> variables = new HashMap<>();
    for (String variable : env == null ? new String[0] : env.split(" ", -1)) {
      int equals = variable.indexOf('=');
      variables.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    KeyName name = KeyName.parse(key);
    return new KeyResolver(
            variables, new KeyIndex(config(STORED)), places, variable -> false, FakePlaces.NO_AWS)
        .choose(Catalog.load().get(name.provider()), name, model);
  }

  private static Config config(String json) {
    try {
      return new Config(Json.parseObject(json));
    } catch (JsonSyntaxException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
