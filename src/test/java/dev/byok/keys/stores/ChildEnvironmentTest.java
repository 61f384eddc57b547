package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeySettings;
import dev.byok.keys.names.KeyVariables;
import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChildEnvironmentTest {
  private static final String KEY = "0123456789-some-key-of-somebody";

  private final Map<String, String> env = new HashMap<>();
  private final ChildEnvironment children =
      new ChildEnvironment(env, () -> KeyVariables.of(Catalog.load().providers()));

  @Test
  void the_variables_of_every_provider_stay_here_but_those_that_mean_other_things() {
    for (Provider provider : Catalog.load().providers()) {
      for (String variable : provider.env()) {
        env.put(variable, "value-of-" + variable);
      }
    }
    assertTrue(env.size() > 30, "the catalog names too few variables");
    assertEquals(Set.of("GITHUB_TOKEN"), children.variables().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AZURE_OPENAI_KEY",
        "AZURE_OPENAI_API_KEY",
        "AZURE_API_KEY",
        "HF_TOKEN",
        "HF_API_KEY",
        "HUGGINGFACEHUB_API_TOKEN",
        "HUGGING_FACE_HUB_TOKEN",
        "HUGGINGFACE_API_KEY",
        "HUGGINGFACE_TOKEN",
        "GOOGLE_API_KEY",
        "GEMINI_API_KEY",
        "OPENAI_KEY",
        "OPENAI_ADMIN_KEY",
        "ANTHROPIC_ADMIN_KEY",
        "ANTHROPIC_ADMIN_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "CLAUDE_CODE_OAUTH_TOKEN",
        "OPENROUTER_PROVISIONING_KEY",
        "AWS_BEARER_TOKEN_BEDROCK",
        "OLLAMA_API_KEY",
        "openai_api_key",
        "BYOK_OPENAI_API_KEY",
        "BYOK_OPENAI__WORK_API_KEY",
        "BYOK_PASSPHRASE_FILE",
        "BYOK_PASSPHRASE"
      })
  void a_name_that_is_in_use_for_a_key_is_taken_out(String name) {
    env.put(name, "x");
    assertEquals(Map.of(), children.variables());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OP_SERVICE_ACCOUNT_TOKEN",
        "OP_SESSION_my",
        "VAULT_TOKEN",
        "GH_TOKEN",
        "GITHUB_TOKEN",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_PROFILE",
        "AWS_REGION",
        "BW_SESSION",
        "BW_API_KEY",
        "DOPPLER_TOKEN",
        "INFISICAL_TOKEN",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "AZURE_CLIENT_SECRET",
        "OPENWEATHER_API_KEY",
        "BYOK_HOME",
        "BYOK_MODEL",
        "PATH"
      })
  void a_helpers_own_credentials_stay(String name) {
    env.put(name, "value-of-" + name);
    children.hold(Secret.of(KEY));
    assertEquals(env, children.variables());
  }

  @ParameterizedTest
  @ValueSource(strings = {KEY, " " + KEY + "\n", "'" + KEY + "'", "Authorization: Bearer " + KEY})
  void a_key_that_is_held_is_taken_out_whatever_its_variable(String value) {
    env.put("MY_OWN_NAME", value);
    assertEquals(env, children.variables());
    children.hold(Secret.of(KEY));
    assertEquals(Map.of(), children.variables());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        " " + KEY + "\n",
        "'" + KEY + "'",
        "Bearer " + KEY,
        "https://me:" + KEY + "@host/"
      })
  void a_stored_key_that_was_not_fetched_is_known_by_its_fingerprint(String value) {
    env.put("MY_OWN_NAME", value);
    env.put("OTHER", KEY.substring(1) + " and more");
    children.hold(stored(KEY));
    assertEquals(Set.of("OTHER"), children.variables().keySet());
    assertEquals(Set.of("MY_OWN_NAME"), children.withheld());
  }

  private static KeyRecord stored(String key) {
    KeyName name = KeyName.parse("openai");
    return new KeyRecord(
            name,
            KeyRecord.StoredIn.KEYCHAIN,
            "",
            null,
            null,
            null,
            null,
            null,
            false,
            KeySettings.none(),
            null)
        .of(Secret.of(key));
  }

  @Test
  void an_environment_is_changed_where_it_must_be_and_nowhere_else() {
    env.put("OPENAI_API_KEY", KEY);
    env.put("BYOK_LAUNCH", "1");
    env.put("BYOK_LAUNCH_CLASSPATH", "a");
    env.put("LC_ALL", "C.UTF-8");
    env.put("OTHER", "other");
    List<String> written = new ArrayList<>();
    Map<String, String> environment =
        new HashMap<>(env) {
          @Override
          public String put(String name, String value) {
            written.add(name);
            return super.put(name, value);
          }
        };
    children.applyTo(environment);
    assertEquals(Map.of("CLASSPATH", "a", "OTHER", "other"), environment);
    assertEquals(List.of("CLASSPATH"), written);
  }

  @Test
  void a_copy_of_a_key_that_is_taken_out_by_name_goes_too() {
    env.put("OPENAI_API_KEY", KEY);
    env.put("COPY", KEY);
    env.put("OTHER", "other");
    assertEquals(Map.of("OTHER", "other"), children.variables());
  }

  @Test
  void the_fields_of_an_aws_key_are_keys() {
    env.put("AWS_ACCESS_KEY_ID", "AKIA0123456789ABCDEF");
    env.put("AWS_SECRET_ACCESS_KEY", "secret/0123456789/secret");
    env.put("AWS_REGION", "us-east-1");
    children.hold(
        Secret.of(
            """
            {
              "accessKeyId": "AKIA0123456789ABCDEF",
              "secretAccessKey": "secret/0123456789/secret",
              "region": "us-east-1"
            }
            """));
    assertEquals(Map.of("AWS_REGION", "us-east-1"), children.variables());
  }

  @Test
  void a_short_key_is_a_word_that_other_variables_may_hold() {
    env.put("USER", "ollama");
    env.put("OLLAMA_API_KEY", "ollama");
    children.hold(Secret.of("true"));
    env.put("CI", "true");
    assertEquals(Map.of("USER", "ollama", "CI", "true"), children.variables());
  }

  @Test
  void a_shared_variable_goes_once_it_is_used_as_a_key() {
    env.put("GITHUB_TOKEN", "gh");
    env.put("GH_TOKEN", "gh");
    children.holdVariable("GITHUB_TOKEN");
    assertEquals(Map.of("GH_TOKEN", "gh"), children.variables());
  }

  @Test
  void what_the_launcher_changed_is_restored_and_its_own_names_stay_here() {
    env.putAll(
        Map.of(
            "BYOK_LAUNCH", "1",
            "LC_ALL", "C.UTF-8",
            "BYOK_LAUNCH_LC_ALL", "de_DE.UTF-8",
            "BYOK_LAUNCH_JAVA_TOOL_OPTIONS", "-Dx=y",
            "BYOK_LAUNCH_CLASSPATH", "",
            "BYOK_LAUNCH_CORE", "100",
            "LANG", "C"));
    assertEquals(
        Map.of("LC_ALL", "de_DE.UTF-8", "JAVA_TOOL_OPTIONS", "-Dx=y", "CLASSPATH", "", "LANG", "C"),
        children.variables());
    env.remove("BYOK_LAUNCH_LC_ALL");
    assertFalse(children.variables().containsKey("LC_ALL"), "it was not set");
    env.put("BYOK_LAUNCH_LC_ALL", "");
    assertEquals("", children.variables().get("LC_ALL"));
    env.remove("BYOK_LAUNCH");
    assertEquals("C.UTF-8", children.variables().get("LC_ALL"), "no launcher changed it");
  }

  @Test
  void the_callers_limit_of_core_files_is_restored() throws Exception {
    env.put("PATH", "/usr/bin:/bin");
    List<String> words = List.of("/bin/echo", "a b", "$x");
    assertEquals(words, children.builder(words).command());
    env.put("BYOK_LAUNCH", "1");
    env.put("BYOK_LAUNCH_CORE", "100");
    Process shell =
        children.builder(List.of("/bin/sh", "-c", "echo $(ulimit -S -c) $0", "a b")).start();
    assertEquals(
        "100 a b\n", new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }
}
