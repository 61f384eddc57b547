package dev.byok.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right() {
    assertEquals(
        "KEY      N  NOTE\na        1\nlonger  12  é漢\n",
        new Table("KEY", ">N", "NOTE").row("a", "1", "").row("longer", "12", "é漢").toString());
  }

  @Test
  void wide_characters_take_the_columns_they_take_on_a_terminal() {
    assertEquals(
        "NAME  N\n漢字  1\n👩‍💻    2\nabc   3\n",
        new Table("NAME", ">N").row("漢字", "1").row("👩‍💻", "2").row("abc", "3").toString());
  }

  @Test
  void a_cell_stays_on_its_line_and_moves_no_cursor() {
    assertEquals(
        "A    B\nx y  \u241b[2J\n", new Table("A", "B").row("x\ny", "\u001b[2J").toString());
  }

  @Test
  void missing_cells_are_empty_and_further_ones_left_away() {
    assertEquals("A  B\n1\n1  2\n", new Table("A", "B").row("1").row("1", "2", "3").toString());
  }

  @Test
  void a_table_without_rows_is_its_headings() {
    assertEquals("A  B\n", new Table("A", "B").toString());
  }
}
