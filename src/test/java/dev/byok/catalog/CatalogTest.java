package dev.byok.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CatalogTest {
  private final Catalog catalog = Catalog.load();

  /** All providers, in the order of the list. */
  private static final List<String> IDS =
      List.of(
          ("openai anthropic google bedrock fireworks inception minimax mistral codestral moonshot"
                  + " kimi-coding novita xai zai zai-coding byteplus-coding chutes neuralwatt"
                  + " openrouter qwen deepseek azure openai-compatible kilo groq cerebras together"
                  + " perplexity cohere github-models huggingface deepinfra nvidia vercel ollama"
                  + " lmstudio demo")
              .split(" "));

  private static final List<String> DIALECTS =
      List.of(
          "openai-chat",
          "openai-responses",
          "anthropic-messages",
          "gemini-generate-content",
          "bedrock-converse",
          "mistral-fim");

  @Test
  void every_row_is_complete() {
    for (Provider row : catalog.providers()) {
      String id = row.id();
      assertEquals(id, new KeyName(id, null).toString());
      assertTrue(!row.name().isBlank(), id);
      assertTrue(DIALECTS.contains(row.dialect()), id);
      for (OtherWire other : row.otherWires()) {
        assertTrue(DIALECTS.contains(other.dialect()), id);
        assertTrue(other.path().matches("(/[a-z0-9]+)*"), id);
      }
      for (String variable : row.env()) {
        assertTrue(variable.matches("[A-Z][A-Z0-9_]*"), variable);
      }
      assertTrue(row.env().containsAll(row.sharedEnv()), id);
      assertEquals(row.takesKey(), !row.env().isEmpty(), id);
      if (row.baseUrl() != null) {
        String base = row.baseUrl().replace("{region}", "us-east-1");
        assertEquals(base, Endpoint.of(base, false).base().toString());
        assertEquals(row.needsKey(), base.startsWith("https://"), base);
        assertEquals(row.needsKey(), row.keyUrl() != null, id);
      }
      if (row.keyUrl() != null) {
        assertTrue(row.keyUrl().startsWith("https://"), row.keyUrl());
      }
    }
  }

  @Test
  void every_row_says_how_a_key_is_checked_and_where_models_are_listed() {
    for (Provider row : catalog.providers()) {
      Verification how = row.verification();
      boolean checked = how.path() != null || how.completion() != null || how.byBedrock();
      assertEquals(row.takesKey(), checked, row.id());
      ModelList list = row.modelList();
      int ways = (list.path() == null ? 0 : 1) + (list.known().isEmpty() ? 0 : 1);
      assertEquals(1, ways + (list.byBedrock() ? 1 : 0), row.id());
      // A public list proves nothing about a key.
      if (row.needsKey() && how.completion() == null && how.path() != null) {
        assertTrue(!list.open() || !Objects.equals(how.path(), list.path()), row.id());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Options.Effort.class)
  void every_effort_is_fields_or_a_refusal(Options.Effort effort) {
    for (Provider row : catalog.providers()) {
      for (String model : List.of("m", "claude-opus-5", "glm-5.3", "gpt-6-astra", "kimi-k3")) {
        try {
          assertTrue(!row.quirks().effort(model, effort).fields().isEmpty(), row.id());
        } catch (Failure refused) {
          assertEquals(Kind.USAGE, refused.kind(), row.id());
          assertNotNull(refused.hint());
        }
      }
    }
  }

  @Test
  void the_quirks_of_a_dialect_are_all_said() {
    for (Provider row : catalog.providers()) {
      Quirks quirks = row.quirks();
      assertNotNull(quirks.structuredOutput(), row.id());
      assertTrue(quirks.maxTokensField().matches("max_(completion_)?tokens"), row.id());
      assertTrue(!quirks.takesPdf("m") || quirks.takesImages("m"), row.id());
      assertTrue(!row.dialect().equals("mistral-fim") || row.fillInTheMiddle() != null, row.id());
    }
  }

  /** A prompt reads only one row, which must be the same as in the full list. */
  @Test
  void a_row_read_alone_is_the_row_in_the_list() {
    for (Provider row : catalog.providers()) {
      Provider alone = Catalog.load().get(row.id());
      assertEquals(row.name(), alone.name());
      assertEquals(row.env(), alone.env());
      assertEquals(row.aliases(), alone.aliases());
      assertEquals(row.modelList(), alone.modelList());
      assertEquals(row.verification(), alone.verification());
      for (String alias : row.aliases()) {
        assertEquals(row.id(), Catalog.load().get(alias).id());
      }
    }
  }

  /** The build writes one line for each row, so that names can be read without parsing. */
  @Test
  void names_read_from_the_builds_lines_are_those_in_the_rows() throws Exception {
    JsonObject list =
        Json.parseObject(Files.readString(Path.of("src/main/resources/dev/byok/providers.json")));
    List<String> rows = list.objects("providers").stream().map(Json::write).toList();
    String text = "{\"providers\":[\n" + String.join(",\n", rows) + "\n]}\n";
    List<? extends KeyNames> names = Catalog.of(text).keyNames();
    List<Provider> providers = catalog.providers();
    assertEquals(providers.size(), names.size());
    for (int i = 0; i < names.size(); i++) {
      assertEquals(providers.get(i).id(), names.get(i).id());
      assertEquals(providers.get(i).aliases(), names.get(i).aliases());
      assertEquals(providers.get(i).env(), names.get(i).env());
      assertEquals(providers.get(i).sharedEnv(), names.get(i).sharedEnv());
    }
    assertEquals(ids(catalog.ownersOfWires()), ids(Catalog.of(text).ownersOfWires()));
    assertEquals(List.of("openai", "anthropic", "google"), ids(catalog.ownersOfWires()));
    Set<String> variables = Set.of("ZHIPU_API_KEY", "GOOGLE_API_KEY");
    assertEquals(
        List.of("google", "zai", "zai-coding"), ids(Catalog.of(text).readingAny(variables)));
  }

  private static List<String> ids(List<Provider> providers) {
    return providers.stream().map(Provider::id).toList();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "moonshotai, moonshot",
    "kimi, moonshot",
    "chutes-byok, chutes",
    "zai-coding-plan, zai-coding",
    "gemini, google",
    "grok, xai"
  })
  void other_names_in_use_are_known(String alias, String id) {
    assertEquals(id, catalog.get(alias).id());
  }

  @Test
  void a_verification_on_a_second_host_is_the_exception() {
    List<String> elsewhere = new ArrayList<>();
    for (Provider row : catalog.providers()) {
      ApiPath path = row.verification().path();
      if (path != null && path.isElsewhere()) {
        assertTrue(path.path().startsWith("https://"), row.id());
        elsewhere.add(row.id());
      }
    }
    assertEquals(List.of("cohere", "huggingface"), elsewhere);
  }

  @Test
  void no_name_means_two_providers() {
    List<String> names = new ArrayList<>();
    for (Provider row : catalog.providers()) {
      names.add(row.id());
      names.addAll(row.aliases());
    }
    assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
  }

  /** Two rows may share a variable only if both lead to the same host. */
  @Test
  void no_variable_means_two_hosts() {
    Map<String, String> hosts = new HashMap<>();
    for (Provider row : catalog.providers()) {
      for (String variable : row.env()) {
        String host =
            row.baseUrl() == null
                ? row.id()
                : URI.create(row.baseUrl().replace("{region}", "r")).getHost();
        String other = hosts.putIfAbsent(variable, host);
        assertTrue(other == null || other.equals(host), variable);
      }
    }
  }

  @Test
  void all_providers_are_there() {
    assertEquals(IDS, catalog.providers().stream().map(Provider::id).toList());
    assertEquals("openai", catalog.get("OpenAI").id());
    assertNull(catalog.find(""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "opnai, openai",
    "openroutr, openrouter",
    "deepsek, deepseek",
    "killo, kilo",
    "opena, openai"
  })
  void a_mistyped_name_gets_a_suggestion(String typed, String meant) {
    Failure failure = assertThrows(Failure.class, () -> catalog.get(typed));
    assertEquals(Kind.NO_KEY, failure.kind());
    assertTrue(failure.text().contains("\"" + typed + "\""), failure.text());
    assertTrue(String.valueOf(failure.hint()).contains(meant), failure.hint());
  }
}
