package dev.byok.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.term.Terminal;
import dev.byok.term.TerminalWidth;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChartTest {
  @Test
  void the_longest_bar_takes_what_the_line_has() {
    assertEquals(
        """
        a       ████████████████   16
        longer  ████████            8
        c       ▌                 0.5
        d                           -
        e                           0
        """,
        new Chart(29, false)
            .row("a", new BigDecimal("16"), "16")
            .row("longer", new BigDecimal("8"), "8")
            .row("c", new BigDecimal("0.5"), "0.5")
            .row("d", null, "-")
            .row("e", BigDecimal.ZERO, "0")
            .toString());
  }

  @Test
  void whatever_is_more_than_nothing_is_seen() {
    assertEquals(
        "a  ████████  1\nb  ▏         0\n",
        new Chart(14, false)
            .row("a", new BigDecimal("1E+40"), "1")
            .row("b", new BigDecimal("1E-40"), "0")
            .toString());
  }

  @Test
  void plain_characters_for_terminals_that_have_no_others() {
    assertEquals(
        "a  ##########  3\nb  #######     2\nc  #           0\n",
        new Chart(16, true)
            .row("a", new BigDecimal("3"), "3")
            .row("b", new BigDecimal("2"), "2")
            .row("c", new BigDecimal("0.001"), "0")
            .toString());
  }

  @Test
  void a_narrow_line_is_passed_rather_than_the_bars_lost() {
    assertEquals(
        "2026-11-21  ########  1,000,000\n",
        new Chart(5, true).row("2026-11-21", BigDecimal.ONE, "1,000,000").toString());
  }

  @Test
  void nothing_and_zeros_draw_no_bar() {
    assertEquals("", new Chart(80, false).toString());
    assertEquals(
        "a            0\n", new Chart(14, false).row("a", BigDecimal.ZERO, "0").toString());
  }

  @Test
  void a_name_moves_no_cursor() {
    assertEquals(
        "\u241b[2J  ########  1\n",
        new Chart(5, true).row("\u001b[2J", BigDecimal.ONE, "1").toString());
  }

  @ParameterizedTest(name = "COLUMNS {0}: {1}")
  @CsvSource({
    "120, 120",
    "5, 20",
    "99999, 1000",
    "0, 80",
    "-4, 80",
    "wide, 80",
    "'', 80",
    "9999999, 80"
  })
  void the_width_is_what_is_stated_within_reason(String columns, int width) {
    Terminal none = new Terminal(false, false, false, false);
    assertEquals(width, TerminalWidth.of(none, Map.of("COLUMNS", columns)));
    assertEquals(80, TerminalWidth.of(none, Map.of()));
  }
}
