package dev.byok.text.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.text.TextWidth;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what is true of any text, with random texts from fixed seeds. */
final class MarkdownPropertiesTest {
  private static final int TEXTS = 400;

  @ParameterizedTest
  @ValueSource(ints = {20, 33, 80})
  void cutting_changes_nothing(int width) {
    Random random = new Random(width);
    for (int i = 0; i < TEXTS; i++) {
      String text = Samples.random(random, 60);
      String whole = Samples.drawn(text, width, true);
      int longest = 1 + random.nextInt(9);
      MarkdownStream stream = new MarkdownStream(() -> width, true);
      assertEquals(whole, Samples.drawn(stream, text, random, longest), () -> quoted(text));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21, 40, 80})
  void no_line_reaches_the_last_column(int width) {
    Random random = new Random(width);
    for (int i = 0; i < TEXTS; i++) {
      String text = Samples.random(random, 60);
      for (String line : Samples.drawn(text, width, true).split("\n", -1)) {
        assertTrue(
            TextWidth.of(Samples.withoutStyles(line)) < width, () -> line + " of " + quoted(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void nothing_but_newlines_and_own_styles_steers_the_terminal(int width) {
    Random random = new Random(width);
    for (int i = 0; i < TEXTS; i++) {
      String text = Samples.random(random, 60);
      String shown = Samples.withoutStyles(Samples.drawn(text, width, true));
      assertTrue(shown.codePoints().allMatch(c -> c == '\n' || !steers(c)), () -> quoted(text));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void without_color_the_layout_is_the_same(int width) {
    Random random = new Random(width);
    for (int i = 0; i < TEXTS; i++) {
      String text = Samples.random(random, 60);
      String plain = Samples.drawn(text, width, false);
      assertFalse(plain.contains("\u001b"));
      assertEquals(Samples.withoutStyles(Samples.drawn(text, width, true)), plain);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void every_line_ends_without_a_style_and_the_last_with_a_newline(int width) {
    Random random = new Random(width);
    for (int i = 0; i < TEXTS; i++) {
      String text = "x" + Samples.random(random, 60);
      String drawn = Samples.drawn(text, width, true);
      assertTrue(drawn.endsWith("\n"), () -> quoted(text));
      for (String line : drawn.split("\n", -1)) {
        int last = line.lastIndexOf("\u001b[");
        assertTrue(last < 0 || line.startsWith("\u001b[0m", last), () -> line);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 47, 100})
  void prose_keeps_every_letter_in_order(int width) {
    Random random = new Random(width);
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 80; word++) {
        int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 60 : 9);
        random.ints(length, 'a', 'z' + 1).forEach(text::appendCodePoint);
        text.append(random.nextInt(12) == 0 ? "\n\n" : random.nextInt(9) == 0 ? "\n" : " ");
      }
      String shown = Samples.drawn(text.toString(), width, false);
      assertEquals(text.toString().replaceAll("\\s", ""), shown.replaceAll("\\s", ""));
    }
  }

  private static boolean steers(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static String quoted(String text) {
    return text.replace("\n", "\\n").replace("\u001b", "\\e");
  }
}
