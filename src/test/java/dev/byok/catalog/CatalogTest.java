package dev.byok.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.KeyName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogTest {
  private final Catalog catalog = Catalog.load();

  @Test
  void every_row_is_complete() {
    for (Provider row : catalog.providers()) {
      assertEquals(row.id(), new KeyName(row.id(), null).toString());
      assertTrue(!row.name().isBlank(), row.id());
      assertEquals("openai-chat", row.dialect(), row.id());
      assertTrue(row.quirks().maxTokensField().matches("max_(completion_)?tokens"), row.id());
      for (String variable : row.env()) {
        assertTrue(variable.matches("[A-Z][A-Z0-9_]*"), variable);
      }
      if (row.baseUrl() != null) {
        assertEquals(row.baseUrl(), Endpoint.of(row.baseUrl(), false).base().toString());
        assertTrue(row.baseUrl().startsWith("https://"), row.baseUrl());
        assertNotNull(row.keyUrl(), row.id());
        assertNotNull(row.verify().path(), row.id());
      }
      if (row.keyUrl() != null) {
        assertTrue(row.keyUrl().startsWith("https://"), row.keyUrl());
      }
      assertEquals(row.needsKey(), !row.env().isEmpty(), row.id());
    }
  }

  @Test
  void a_verification_elsewhere_stays_with_the_provider() {
    for (Provider row : catalog.providers()) {
      String path = row.verify().path();
      if (path != null && !path.startsWith("/")) {
        assertNotNull(row.baseUrl());
        assertEquals(
            Endpoint.of(row.baseUrl(), false).host(), Endpoint.of(path, false).host(), row.id());
      }
    }
  }

  @Test
  void no_name_and_no_variable_means_two_providers() {
    List<String> names = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    for (Provider row : catalog.providers()) {
      names.add(row.id());
      names.addAll(row.aliases());
      variables.addAll(row.env());
    }
    assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    assertEquals(variables.size(), new HashSet<>(variables).size(), variables.toString());
  }

  @Test
  void the_providers_of_this_version_are_there() {
    for (String id :
        List.of("openai", "openrouter", "deepseek", "openai-compatible", "kilo", "demo")) {
      assertEquals(id, catalog.get(id).id());
    }
    assertNull(catalog.find("OpenAI"));
    assertNull(catalog.find(""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "opnai, openai",
    "openroutr, openrouter",
    "deepsek, deepseek",
    "killo, kilo",
    "open, openai"
  })
  void a_mistyped_name_gets_a_suggestion(String typed, String meant) {
    Failure failure = assertThrows(Failure.class, () -> catalog.get(typed));
    assertEquals(Kind.NO_KEY, failure.kind());
    assertTrue(failure.text().contains("\"" + typed + "\""), failure.text());
    assertTrue(String.valueOf(failure.hint()).contains(meant), failure.hint());
  }
}
