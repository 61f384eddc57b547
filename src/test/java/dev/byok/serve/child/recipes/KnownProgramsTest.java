package dev.byok.serve.child.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownProgramsTest {
  private static final Catalog CATALOG = Catalog.load();
  private static final String TOKEN = Loans.TOKEN;

  @TempDir Path home;
  private final Map<String, String> env = new HashMap<>();

  private Changes applied(String command, String... keys) {
    env.putIfAbsent("HOME", home.toString());
    Changes changes = new Changes();
    GenericVariables.apply(Loans.of(keys), CATALOG, changes);
    KnownPrograms.apply(command, Loans.of(keys), env, changes);
    return changes;
  }

  @ParameterizedTest
  @CsvSource({
    "claude, anthropic",
    "/opt/bin/claude, anthropic",
    "codex, openai",
    "codex.exe, openai",
    "gemini, google",
    "opencode, openai anthropic google",
    "kilo, openai anthropic google",
    "aider, openai anthropic google",
    "llm, openai anthropic",
    "python, ''",
    "claude-like, ''",
    "Claude, ''"
  })
  void a_known_program_is_lent_the_keys_of_its_own_wires(String command, String providers) {
    StringBuilder found = new StringBuilder();
    for (Provider provider : KnownPrograms.providers(command, CATALOG)) {
      found.append(found.isEmpty() ? "" : " ").append(provider.id());
    }
    assertEquals(providers, found.toString());
    assertEquals(!providers.isEmpty(), KnownPrograms.knows(command));
  }

  @Test
  void claude_gets_a_token_instead_of_a_key_and_its_settings_cannot_lead_elsewhere() {
    env.put("CLAUDE_CODE_USE_BEDROCK", "1");
    env.put("CLAUDE_CODE_USE_VERTEX", "1");
    env.put("CLAUDE_CODE_MAX_RETRIES", "1");
    Changes changes = applied("claude", "openai", "anthropic:work");
    assertEquals(Loans.ORIGIN + "/anthropic:work", changes.set().get("ANTHROPIC_BASE_URL"));
    assertEquals(TOKEN, changes.set().get("ANTHROPIC_AUTH_TOKEN"));
    assertEquals("1", changes.set().get("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"));
    assertFalse(changes.set().containsKey("ANTHROPIC_API_KEY"));
    assertTrue(
        changes
            .removed()
            .containsAll(
                List.of("ANTHROPIC_API_KEY", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX")));
    assertFalse(changes.removed().contains("CLAUDE_CODE_MAX_RETRIES"));
    assertEquals(List.of(), changes.arguments());
  }

  @Test
  void codex_gets_a_provider_of_its_own_and_no_token_in_its_arguments() {
    Changes changes = applied("codex", "anthropic", "openai");
    assertEquals(
        List.of(
            "-c",
            "model_provider=\"byok-exec\"",
            "-c",
            "model_providers.byok-exec.name=\"byok\"",
            "-c",
            "model_providers.byok-exec.base_url=\"" + Loans.ORIGIN + "/openai/v1\"",
            "-c",
            "model_providers.byok-exec.env_key=\"BYOK_TOKEN\""),
        changes.arguments());
    assertEquals(TOKEN, changes.set().get("BYOK_TOKEN"));
  }

  @ParameterizedTest
  @CsvSource({"opencode, OPENCODE", "kilo, KILO"})
  void opencode_and_kilo_get_a_configuration_in_a_variable(String command, String prefix)
      throws Exception {
    Changes changes = applied(command, "openai", "openai:work", "anthropic", "google", "mistral");
    String text = changes.set().getOrDefault(prefix + "_CONFIG_CONTENT", "");
    JsonObject content = Json.parseObject(text);
    assertEquals("[]", Json.write(content.get("disabled_providers")));
    JsonObject providers = content.at("provider");
    assertEquals("[openai, anthropic, google, mistral]", providers.fields().keySet().toString());
    assertEquals(
        "{\"baseURL\":\"" + Loans.ORIGIN + "/openai/v1\",\"apiKey\":\"{env:BYOK_TOKEN}\"}",
        Json.write(providers.at("openai").at("options")));
    assertEquals(
        Loans.ORIGIN + "/google/v1beta", providers.at("google").at("options").text("baseURL"));
    assertEquals("{}", changes.set().get(prefix + "_AUTH_CONTENT"));
    assertFalse(text.contains(TOKEN), text);
  }

  @Test
  void a_configuration_that_the_user_has_in_the_same_variable_stays_but_for_the_address()
      throws Exception {
    env.put(
        "OPENCODE_CONFIG_CONTENT",
        """
        {"theme": "dark", // mine
         "provider": {"openai": {"models": {"m": {}}, "options": {"apiKey": "x", "headers": {"a": "b"}},}}}
        """);
    Changes changes = applied("opencode", "openai");
    JsonObject content =
        Json.parseObject(changes.set().getOrDefault("OPENCODE_CONFIG_CONTENT", ""));
    assertEquals("dark", content.text("theme"));
    JsonObject openai = content.at("provider").at("openai");
    assertTrue(openai.at("models").has("m"));
    assertEquals("b", openai.at("options").at("headers").text("a"));
    assertEquals("{env:BYOK_TOKEN}", openai.at("options").text("apiKey"));
    env.put("OPENCODE_CONFIG_CONTENT", "{oops");
    Failure failure = assertThrows(Failure.class, () -> applied("opencode", "openai"));
    assertEquals(Kind.USAGE, failure.kind());
  }

  @Test
  void gemini_gets_a_home_whose_settings_name_the_key() throws Exception {
    Path folder = Files.createDirectories(home.resolve(".gemini"));
    Files.writeString(
        folder.resolve("settings.json"),
        """
        {
          // mine
          "selectedAuthType": "oauth-personal",
          "ui": {"theme": "dark"},
          "security": {"auth": {"selectedType": "oauth-personal", "useExternal": true}, "x": 1,},
        }
        """);
    env.put("GOOGLE_GENAI_USE_VERTEXAI", "true");
    Changes changes = applied("gemini", "google");
    assertEquals(Loans.ORIGIN + "/google", changes.set().get("GOOGLE_GEMINI_BASE_URL"));
    assertEquals(TOKEN, changes.set().get("GEMINI_API_KEY"));
    assertTrue(
        changes.removed().containsAll(List.of("GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI")));
    PrivateFolder made = changes.folder();
    assertNotNull(made);
    assertEquals("GEMINI_CLI_HOME", made.variable());
    assertEquals(folder, made.original());
    JsonObject settings =
        Json.parseObject(new String(made.files().get("settings.json"), StandardCharsets.UTF_8));
    assertEquals(
        "{\"ui\":{\"theme\":\"dark\"},\"security\":{\"auth\":{\"selectedType\":"
            + "\"gemini-api-key\",\"useExternal\":true},\"x\":1}}",
        Json.write(settings));
  }

  @Test
  void gemini_needs_no_home_of_its_own_where_the_users_settings_name_the_key() throws Exception {
    Path other = Files.createDirectories(home.resolve("other/.gemini"));
    Files.writeString(
        other.resolve("settings.json"),
        "{\"security\":{\"auth\":{\"selectedType\":\"gemini-api-key\"}}}");
    assertNotNull(applied("gemini", "google").folder(), "the usual home has no settings");
    env.put("GEMINI_CLI_HOME", home.resolve("other").toString());
    assertNull(applied("gemini", "google").folder());
  }

  @Test
  void settings_that_gemini_cannot_read_either_are_a_failure() throws Exception {
    Files.createDirectories(home.resolve(".gemini"));
    Files.writeString(home.resolve(".gemini/settings.json"), "{\"security\":");
    Failure failure = assertThrows(Failure.class, () -> applied("gemini", "google"));
    assertEquals(Kind.FILE, failure.kind());
  }

  @Test
  void aiders_own_variables_hold_the_token() {
    env.put("AIDER_API_KEY", "openrouter=sk-of-the-user");
    Changes changes = applied("aider", "openai", "anthropic");
    assertEquals(Loans.ORIGIN + "/openai/v1", changes.set().get("AIDER_OPENAI_API_BASE"));
    assertEquals(TOKEN, changes.set().get("AIDER_OPENAI_API_KEY"));
    assertEquals(TOKEN, changes.set().get("AIDER_ANTHROPIC_API_KEY"));
    assertEquals(Loans.ORIGIN + "/anthropic", changes.set().get("ANTHROPIC_API_BASE"));
    assertTrue(changes.removed().contains("AIDER_API_KEY"));
  }

  @Test
  void llm_does_not_see_the_keys_that_it_has_stored() throws Exception {
    assertNull(applied("llm", "openai").folder());
    Path folder = Files.createDirectories(home.resolve(".config/io.datasette.llm"));
    Files.writeString(folder.resolve("keys.json"), "{\"openai\": \"sk-of-the-user\"}");
    PrivateFolder made = applied("llm", "openai").folder();
    assertNotNull(made);
    assertEquals("LLM_USER_PATH", made.variable());
    assertEquals(folder, made.original());
    assertEquals("{}\n", new String(made.files().get("keys.json"), StandardCharsets.UTF_8));
    assertEquals(List.of("logs.db"), made.linked());
    env.put("LLM_USER_PATH", home.toString());
    assertNull(applied("llm", "openai").folder(), "no keys are stored there");
  }

  @ParameterizedTest
  @CsvSource({
    "claude, bedrock",
    "codex, mistral",
    "gemini, bedrock",
    "opencode, bedrock",
    "kilo, bedrock",
    "llm, bedrock"
  })
  void without_a_key_of_its_wire_a_program_is_started_as_any_other(String command, String key) {
    String[] keys = {key};
    Changes plain = new Changes();
    GenericVariables.apply(Loans.of(keys), CATALOG, plain);
    Changes changes = applied(command, keys);
    assertEquals(plain.set(), changes.set());
    assertEquals(plain.removed(), changes.removed());
    assertEquals(List.of(), changes.arguments());
    assertNull(changes.folder());
  }
}
