package dev.byok.ledger.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {
  @ParameterizedTest(name = "statuses {0}, keys {1}, providers {2}, models {3}: {4}")
  @CsvSource({
    ", , , , true",
    "quota, , , , true",
    "ok, , , , false",
    "ok quota, , , , true",
    "failed, , , , true",
    ", kilo:work, , , true",
    ", kilo, , , false",
    ", openai kilo:work, , , true",
    ", , kilo, , true",
    ", , openai, , false",
    ", , , kilo/anthropic/claude, true",
    ", , , anthropic/claude, true",
    ", , , claude, false",
    ", , , served, false",
    ", , , kilo-anthropic/claude, false",
    ", , , other kilo/anthropic/claude, true",
    "failed, kilo:work, kilo, anthropic/claude, true",
    "failed, kilo:work, openai, anthropic/claude, false"
  })
  void every_condition_has_to_fit_and_of_its_values_one(
      @Nullable String statuses,
      @Nullable String keys,
      @Nullable String providers,
      @Nullable String models,
      boolean included)
      throws Exception {
    Entry entry =
        Entry.of(
            Json.parseObject(
                "{\"time\":\"2026-11-21T08:15:30Z\",\"status\":\"quota\",\"key\":\"kilo:work\","
                    + "\"provider\":\"kilo\",\"model\":\"anthropic/claude\","
                    + "\"served_model\":\"served\"}"));
    Selection selection =
        new Selection(
            null,
            null,
            Set.copyOf(words(statuses)),
            Set.copyOf(words(keys)),
            Set.copyOf(words(providers)),
            words(models));
    assertEquals(included, entry != null && selection.includes(entry));
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" "));
  }
}
