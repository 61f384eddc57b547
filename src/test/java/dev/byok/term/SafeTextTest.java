package dev.byok.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u001b]0;title\u0007",
        "\u001b]8;;http://x\u001b\\",
        "\u001b]52;c;eA==\u0007",
        "\u001bPq\u001b\\",
        "\u009b2J",
        "a\bb",
        "over\rwritten",
        "\u202Eevil",
        "\u2066x",
        "\u061Cx",
        "\u200Fx",
        "\u007f",
        "\0"
      })
  void nothing_that_steers_a_terminal_passes(String text) {
    String safe = SafeText.of(text);
    assertTrue(
        safe.chars()
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT),
        safe);
  }

  @Test
  void ordinary_text_stays_as_it_is() {
    String text = "Grüße\t🗝\nline\n";
    assertEquals(text, SafeText.of(text));
  }

  @Test
  void pieces_give_what_the_whole_gives() {
    String text = "a\r\nb\rc\u001b[31md\r";
    String whole = SafeText.of(text);
    assertEquals("a\nb␍c␛[31md␍", whole);
    for (int cut = 0; cut <= text.length(); cut++) {
      SafeText safe = new SafeText();
      assertEquals(
          whole, safe.next(text.substring(0, cut)) + safe.next(text.substring(cut)) + safe.end());
    }
  }

  @Test
  void a_line_stays_one() {
    assertEquals("a b c d", SafeText.line("a\nb\tc\r\nd"));
  }
}
