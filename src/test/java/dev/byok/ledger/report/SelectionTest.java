package dev.byok.ledger.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {
  @ParameterizedTest(name = "statuses {0}, keys {1}, clients {2}, providers {3}, models {4}: {5}")
  @CsvSource({
    ", , , , , true",
    "quota, , , , , true",
    "ok, , , , , false",
    "ok quota, , , , , true",
    "failed, , , , , true",
    ", kilo:work, , , , true",
    ", kilo, , , , false",
    ", openai kilo:work, , , , true",
    ", , zed, , , true",
    ", , ze, , , false",
    ", , cline zed, , , true",
    ", , , kilo, , true",
    ", , , openai, , false",
    ", , , , kilo/anthropic/claude, true",
    ", , , , anthropic/claude, true",
    ", , , , claude, false",
    ", , , , served, false",
    ", , , , kilo-anthropic/claude, false",
    ", , , , other kilo/anthropic/claude, true",
    "failed, kilo:work, zed, kilo, anthropic/claude, true",
    "failed, kilo:work, zed, openai, anthropic/claude, false"
  })
  void every_condition_has_to_fit_and_of_its_values_one(
      @Nullable String statuses,
      @Nullable String keys,
      @Nullable String clients,
      @Nullable String providers,
      @Nullable String models,
      boolean included)
      throws Exception {
    Entry entry =
        Entry.of(
            Json.parseObject(
                "{\"time\":\"2026-11-21T08:15:30Z\",\"status\":\"quota\",\"key\":\"kilo:work\",\"client\":\"zed\","
                    + "\"provider\":\"kilo\",\"model\":\"anthropic/claude\","
                    + "\"served_model\":\"served\"}"));
    Selection selection =
        new Selection(
            null,
            null,
            Set.copyOf(words(statuses)),
            Set.copyOf(words(keys)),
            Set.copyOf(words(clients)),
            Set.copyOf(words(providers)),
            words(models));
    assertEquals(included, entry != null && selection.includes(entry));
  }

  @Test
  void an_entry_without_a_client_is_of_none_of_them() throws Exception {
    Entry entry = Entry.of(Json.parseObject("{\"time\":\"2026-11-21T08:15:30Z\"}"));
    Selection selection =
        new Selection(null, null, Set.of(), Set.of(), Set.of("zed"), Set.of(), List.of());
    assertFalse(entry == null || selection.includes(entry));
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" "));
  }
}
