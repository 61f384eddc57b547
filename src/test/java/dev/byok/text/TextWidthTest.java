package dev.byok.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextWidthTest {
  @ParameterizedTest
  @CsvSource({
    "plain, 5",
    "Ärger, 5",
    "漢字, 4",
    "한국, 4",
    "ｆｕｌｌ, 8",
    "שלום, 4",
    "🗝, 1",
    "🎉, 2",
    "👩\u200d💻, 2",
    "👨\u200d👩\u200d👧\u200d👦, 2",
    "👍🏽, 2",
    "❤\uFE0F, 2",
    "❤, 1",
    "🇩🇪, 2",
    "🇩🇪🇫🇷, 4",
    "e\u0301, 1",
    "│, 1",
    "•, 1"
  })
  void text_takes_as_many_columns_as_terminals_give_it(String text, int columns) {
    assertEquals(columns, TextWidth.of(text));
  }

  @Test
  void styles_take_no_column() {
    assertEquals(4, TextWidth.ofStyled("\u001b[1;36m漢\u001b[0mab"));
  }
}
