package dev.byok.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.prices.ModelPrice.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelNamesTest {
  private static final Provider OPENAI = Catalog.load().get("openai");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "gpt-5-2026-03-05,gpt-5",
    "claude-sonnet-4-5-20250929,claude-sonnet-4-5",
    "m-2099-12-31,m",
    "m-2026-13-01,",
    "m-2026-00-01,",
    "m-2026-01-32,",
    "m-1999-01-01,",
    "m-20261301,",
    "m-12345678,",
    "m-2026,",
    "m20260305,",
    "-20260305,",
    "-2026-03-05,",
    "20260305,",
    "gpt-4-0613,",
    "m-2026_03_05,",
    "m-2O260305,",
    "m-20260305-v1:0,",
    "x,",
    "'',",
  })
  void only_a_date_at_the_end_is_left_out(String name, @Nullable String undated) {
    assertEquals(undated, ModelNames.undated(name));
  }

  @Test
  void the_served_model_comes_first_and_the_exact_name_before_the_one_without_a_date() {
    List<String> asked = new ArrayList<>();
    assertNull(
        ModelNames.factsOf(
            (_, model) -> {
              asked.add(model);
              return null;
            },
            OPENAI,
            "gpt-5-20260101",
            "gpt-6-2026-03-05"));
    assertEquals(List.of("gpt-6-2026-03-05", "gpt-6", "gpt-5-20260101", "gpt-5"), asked);
  }

  @ParameterizedTest(name = "{0} served as {1}: {2}")
  @CsvSource({
    "a,b,b",
    "a,b-20260101,b",
    "a,unlisted,a",
    "a-20260101,unlisted,a",
    "a,,a",
    "a,'',a",
    "dep,a-2026-03-05,a",
    "unlisted,,",
    "a,unpriced,a",
    "unlisted,unpriced,unpriced",
    "a,unpriced-20260101,a",
  })
  void what_has_a_price_is_taken(
      String requested, @Nullable String served, @Nullable String found) {
    Prices prices =
        (_, model) ->
            switch (model) {
              case "a", "b" -> facts(model, new Rates(BigDecimal.ONE, null, null, null));
              case "unpriced" -> facts(model, Rates.unknown());
              default -> null;
            };
    ModelFacts facts = ModelNames.factsOf(prices, OPENAI, requested, served);
    if (found == null) {
      assertNull(facts);
    } else {
      assertNotNull(facts);
      assertEquals(found, facts.name());
    }
  }

  private static ModelFacts facts(String name, Rates rates) {
    return new ModelFacts(
        name, null, null, null, List.of(), List.of(), null, null, new ModelPrice(rates, List.of()));
  }
}
