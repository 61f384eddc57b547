package dev.byok.text.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that little of a long text is kept, and that the output grows no faster than it. */
final class MarkdownBoundsTest {
  private static final int LENGTH = 100_000;
  private static final int MOST_HELD = 3_000;
  private static final int MOST_HELD_OF_TABLE = 140_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "words of prose ",
        "x",
        "漢",
        "\u0301",
        "\ud83d\udc69\u200d",
        "*",
        "**",
        "**a _b ",
        "*a **b ***c ",
        "[",
        "![",
        "[a](",
        "[[]](",
        "`",
        "`a ``b ",
        "<a",
        "<",
        "\\",
        "~~x ",
        "http",
        "https://x.y/a.b.",
        "> ",
        ">",
        "- ",
        "> > - ",
        "1. ",
        "    - x\n",
        "#",
        "# #",
        "--- ",
        "=",
        " ",
        "\t",
        "\n",
        "```\n",
        "~~~~",
        "\n>",
        "\n- a\n",
        "\u001b",
        "\r"
      })
  void little_is_held(String unit) {
    held(unit, MOST_HELD);
    held("```java\n" + unit, MOST_HELD);
    held("- > " + unit, MOST_HELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"|", "|a", "| a | b |\n", "|a|b|\n|-|-|\n", "| `a` | **b** |\n|---|---|\n| c |\n"})
  void a_table_is_held_within_a_bound(String unit) {
    held(unit, MOST_HELD_OF_TABLE);
    held("| a | b |\n|---|---|\n" + unit, MOST_HELD_OF_TABLE);
  }

  @Test
  void a_long_table_appears_in_parts_of_the_same_widths() {
    MarkdownStream stream = new MarkdownStream(() -> 80, false);
    String begun = stream.next("| name | n |\n|---|---|\n" + "| a row | 1 |\n".repeat(600));
    String rest = stream.next("| another, longer row | 2 |\n") + stream.end();
    assertEquals(2 + 499, begun.lines().count());
    assertTrue(rest.startsWith("a row │ 1\n"), rest);
    assertTrue((begun + rest).lines().skip(2).allMatch(line -> line.indexOf('│') == 6), rest);
  }

  private static void held(String unit, int most) {
    MarkdownStream stream = new MarkdownStream(() -> 80, true);
    String text = unit.repeat(Math.max(1, LENGTH / unit.length()));
    long drawn = 0;
    int held = 0;
    for (int at = 0; at < text.length(); at += 50) {
      drawn += stream.next(text.substring(at, Math.min(text.length(), at + 50))).length();
      held = Math.max(held, stream.held());
    }
    drawn += stream.end().length();
    assertTrue(held <= most, held + " held of " + unit);
    assertTrue(stream.held() == 0, stream.held() + " still held of " + unit);
    assertTrue(drawn <= 40L * text.length(), drawn + " drawn of " + unit);
  }
}
