package dev.byok.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecentPricesTest {
  private static final ModelFacts FACTS =
      new ModelFacts("m", null, null, null, List.of(), List.of(), null, null, ModelPrice.unknown());

  private final Provider openai = Catalog.load().get("openai");
  private final Provider mistral = Catalog.load().get("mistral");
  private final Map<String, ModelFacts> list = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final RecentPrices prices =
      new RecentPrices(
          (provider, model) -> {
            asked.add(provider.id() + "/" + model);
            return list.get(provider.id() + "/" + model);
          },
          clock);

  @Test
  void what_was_asked_lately_is_not_looked_up_again() {
    list.put("openai/m", FACTS);
    for (int i = 0; i < 3; i++) {
      assertSame(FACTS, prices.find(openai, "m"));
      assertNull(prices.find(openai, "none"));
      assertNull(prices.find(mistral, "m"));
    }
    assertEquals(List.of("openai/m", "openai/none", "mistral/m"), asked);
  }

  @Test
  void a_list_that_was_fetched_since_counts_soon() {
    assertNull(prices.find(openai, "m"));
    list.put("openai/m", FACTS);
    now = now.plus(Duration.ofMillis(9_999));
    assertNull(prices.find(openai, "m"));
    now = now.plus(Duration.ofMillis(1));
    assertSame(FACTS, prices.find(openai, "m"));
    list.clear();
    // A clock that is set back does not make it remember for ever.
    now = now.minus(Duration.ofDays(1));
    assertNull(prices.find(openai, "m"));
  }

  @Test
  void any_number_of_names_takes_little_memory() {
    for (int i = 0; i < 2_500; i++) {
      prices.find(openai, "m" + i);
    }
    prices.find(openai, "m2499");
    assertEquals(2_500, asked.size());
    prices.find(openai, "m0");
    assertEquals(2_501, asked.size());
  }
}
