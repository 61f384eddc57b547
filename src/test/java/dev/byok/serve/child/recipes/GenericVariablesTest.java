package dev.byok.serve.child.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.LentVariables;
import dev.byok.catalog.Provider;
import dev.byok.keys.names.KeyVariables;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenericVariablesTest {
  private static final Catalog CATALOG = Catalog.load();

  private static Map<String, String> set(String... keys) {
    Changes changes = new Changes();
    GenericVariables.apply(Loans.of(keys), CATALOG, changes);
    Map<String, String> set = new TreeMap<>(changes.set());
    assertEquals(Loans.ORIGIN, set.remove("BYOK_EXEC"));
    assertEquals(Loans.TOKEN, set.remove("BYOK_TOKEN"));
    set.remove("BYOK_EXEC_TOKEN_SHA256");
    set.replaceAll((name, value) -> value.replace(Loans.ORIGIN, "").replace(Loans.TOKEN, "T"));
    return set;
  }

  @Test
  void each_of_the_three_wires_has_its_address_and_its_token() {
    Map<String, String> set = set("openai", "anthropic", "google");
    assertEquals("/openai/v1", set.get("OPENAI_BASE_URL"));
    assertEquals("T", set.get("OPENAI_API_KEY"));
    assertEquals("/anthropic", set.get("ANTHROPIC_BASE_URL"));
    assertEquals("T", set.get("ANTHROPIC_API_KEY"));
    assertEquals("/google", set.get("GOOGLE_GEMINI_BASE_URL"));
    assertEquals("T", set.get("GEMINI_API_KEY"));
    assertFalse(set.containsKey("GOOGLE_API_KEY"), "only taken out");
    assertFalse(set.containsKey("GOOGLE_GENERATIVE_AI_API_KEY"), "only taken out");
    assertFalse(set.containsKey("ANTHROPIC_AUTH_TOKEN"), "both would be a warning");
  }

  @ParameterizedTest
  @CsvSource({
    "mistral, MISTRAL_BASE_URL, /mistral/v1, MISTRAL_API_KEY",
    "groq, GROQ_BASE_URL, /groq, GROQ_API_KEY",
    "openrouter, OPENROUTER_API_BASE, /openrouter/v1, OPENROUTER_API_KEY",
    "deepseek, DEEPSEEK_API_BASE, /deepseek/v1, DEEPSEEK_API_KEY",
    "xai, XAI_API_BASE, /xai/v1, XAI_API_KEY",
    "xai:work, XAI_API_BASE, /xai:work/v1, XAI_API_KEY"
  })
  void clients_of_a_provider_find_the_gateway(String key, String base, String url, String token) {
    Map<String, String> set = set(key);
    assertEquals(url, set.get(base));
    assertEquals("T", set.get(token));
    assertEquals("/" + key + "/v1", set.get("OPENAI_BASE_URL"), "OpenAI's clients serve it too");
    assertEquals("T", set.get("OPENAI_API_KEY"));
    assertFalse(set.containsKey("ANTHROPIC_BASE_URL"), set.toString());
  }

  @Test
  void clients_of_a_wire_get_the_first_key_that_speaks_it_unless_its_own_provider_is_lent() {
    assertEquals("/kilo/v1", set("kilo", "groq").get("OPENAI_BASE_URL"));
    assertEquals("/openai/v1", set("kilo", "openai").get("OPENAI_BASE_URL"));
    assertEquals("/minimax", set("minimax").get("ANTHROPIC_BASE_URL"));
    assertEquals("/ollama/v1", set("ollama").get("OPENAI_BASE_URL"));
    assertNull(set("bedrock").get("OPENAI_BASE_URL"), "it speaks another wire");
    assertNull(set("codestral").get("OPENAI_BASE_URL"), "it speaks another wire");
  }

  @Test
  void the_first_of_two_keys_of_a_provider_fills_its_variables() {
    assertEquals("/openai:work/v1", set("openai:work", "openai").get("OPENAI_BASE_URL"));
  }

  @Test
  void the_token_is_known_by_its_hash() {
    Changes changes = new Changes();
    GenericVariables.apply(Loans.of("openai"), CATALOG, changes);
    assertEquals(
        "2dfe57665e3503b283f3357ef722544980ffdbc0d138c05a8bbfea40126bb38e",
        changes.set().get("BYOK_EXEC_TOKEN_SHA256"));
  }

  /** A client without a variable for the address would send the token to the provider. */
  @Test
  void a_row_with_a_variable_for_the_token_has_one_for_the_address() {
    Set<String> known = KeyVariables.of(CATALOG.keyNames());
    Set<String> wires = new TreeSet<>();
    for (Provider provider : CATALOG.providers()) {
      LentVariables lent = provider.lent();
      assertEquals(lent.keys().isEmpty(), lent.base().isEmpty(), provider.id());
      lent.base()
          .forEach((name, path) -> {
            assertTrue(name.matches("[A-Z][A-Z0-9_]*(?:_BASE_URL|_API_BASE)"), name);
            assertTrue(path.matches("|/v1|/v1beta"), path);
          });
      assertTrue(known.containsAll(lent.keys()), "the user's own are taken out: " + lent.keys());
      String agents = lent.agents();
      assertTrue(agents == null || agents.matches("|/v1|/v1beta"), agents);
      assertTrue(agents == null || provider.priceListId() != null, provider.id());
      if (lent.wire() != null) {
        assertTrue(wires.add(lent.wire()), lent.wire());
        assertEquals(provider.dialect(), lent.wire());
      }
    }
    assertEquals(Set.of("openai-chat", "anthropic-messages", "gemini-generate-content"), wires);
  }
}
