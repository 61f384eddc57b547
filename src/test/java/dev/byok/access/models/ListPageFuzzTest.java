package dev.byok.access.models;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.json.JsonSyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

final class ListPageFuzzTest {
  private static final List<Provider> PROVIDERS = Catalog.load().providers();

  /** Any input is a page of harmless ids, not a page at all, or a syntax error. */
  @FuzzTest(maxDuration = "30s")
  void any_text_is_a_page_or_none(FuzzedDataProvider data) throws IOException {
    Provider provider = PROVIDERS.get(data.consumeInt(0, PROVIDERS.size() - 1));
    try {
      ListPage page =
          ListPage.read(
              new ByteArrayInputStream(data.consumeRemainingAsBytes()), provider.modelList(), 10);
      if (page != null) {
        assertTrue(page.models().size() <= Math.min(10, page.entries()));
        for (ListedModel model : page.models()) {
          assertFalse(model.id().isBlank());
          assertTrue(model.id().chars().noneMatch(Character::isISOControl), model.id());
          assertNotNull(ListedModel.fromJson(model.toJson()));
        }
      }
    } catch (JsonSyntaxException refused) {
      assertNotNull(refused.getMessage());
    }
  }
}
