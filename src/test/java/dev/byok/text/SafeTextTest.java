package dev.byok.text;

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
        "\0",
        "\u206A",
        "a\uFEFFb",
        "\uFFF9x\uFFFAy\uFFFB",
        "\uDB40\uDC01",
        "x\uDB40\uDC41\uDB40\uDC42",
        "\uD83C\uDFF4\uDB40\uDC41"
      })
  void nothing_that_steers_a_terminal_passes(String text) {
    String safe = SafeText.of(text);
    assertTrue(
        safe.codePoints()
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT),
        safe);
  }

  @Test
  void ordinary_text_stays_as_it_is() {
    String text =
        "Grüße\t🗝\nline\nsoft\u00ADhyphen \u200B\u2060 👩\u200D🔬 ☎\uFE0F 葛\uDB40\uDD00\n";
    assertEquals(text, SafeText.of(text));
  }

  @Test
  void flags_that_are_spelled_with_tags_stay_and_nothing_longer() {
    String tags = "\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F";
    String flag = "\uD83C\uDFF4" + tags;
    assertEquals(flag, SafeText.of(flag));
    SafeText pieces = new SafeText();
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < flag.length(); i++) {
      whole.append(pieces.next(flag.substring(i, i + 1)));
    }
    assertEquals(flag, whole.append(pieces.end()).toString());
    assertTrue(SafeText.of(flag + tags).startsWith(flag + "<U+E0067><U+E0062>"));
    assertTrue(SafeText.of("x" + tags).startsWith("x<U+E0067>"));
    String smuggled = "\uDB40\uDC61".repeat(30);
    assertEquals(23, SafeText.of("\uD83C\uDFF4" + smuggled).split("<U\\+E0061>", -1).length - 1);
  }

  @Test
  void pieces_give_what_the_whole_gives() {
    String text = "a\r\nb\rc\u001b[31md🗝\uD83D\r\uDC41\uDB40\uDC41e\uD83D\r";
    String whole = SafeText.of(text);
    assertEquals("a\nb␍c␛[31md🗝�␍�<U+E0041>e�␍", whole);
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
