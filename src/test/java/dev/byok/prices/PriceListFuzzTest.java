package dev.byok.prices;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.json.JsonSyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

final class PriceListFuzzTest {
  private static final Provider OPENAI = Catalog.load().get("openai");

  /** Any input is a list or a syntax error, and no price in it is below zero. */
  @FuzzTest(maxDuration = "30s")
  void any_text_is_a_list_or_none(FuzzedDataProvider data) throws IOException {
    try {
      PriceList list = PriceList.read(new ByteArrayInputStream(data.consumeRemainingAsBytes()));
      ModelFacts facts = list.find(OPENAI, "m");
      if (facts != null) {
        requireSane(facts.price().rates().input());
        requireSane(facts.price().rates().output());
      }
    } catch (JsonSyntaxException refused) {
      assertNotNull(refused.getMessage());
    }
  }

  private static void requireSane(@Nullable BigDecimal price) {
    assertTrue(price == null || price.signum() >= 0);
  }
}
