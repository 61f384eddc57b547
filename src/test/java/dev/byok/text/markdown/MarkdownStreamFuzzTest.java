package dev.byok.text.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.text.TextWidth;

final class MarkdownStreamFuzzTest {
  /** Any text gives the same output wherever it is cut, and cannot control the terminal. */
  @FuzzTest
  void any_text_is_drawn_safely(FuzzedDataProvider data) {
    int width = data.consumeInt(20, 120);
    int cut = data.consumeInt(0, 200);
    String text = data.consumeRemainingAsString();
    int at = Math.min(cut, text.length());
    MarkdownStream stream = new MarkdownStream(() -> width, true);
    String drawn =
        stream.next(text.substring(0, at)) + stream.next(text.substring(at)) + stream.end();
    assertEquals(Samples.drawn(text, width, true), drawn);
    for (String line : Samples.withoutStyles(drawn).split("\n", -1)) {
      assertTrue(line.codePoints().noneMatch(Character::isISOControl));
      assertTrue(TextWidth.of(line) < width);
    }
  }
}
