package dev.byok.text.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Checks what is shown of which Markdown, and when. */
final class MarkdownStreamTest {
  @Test
  void text_appears_word_by_word() {
    MarkdownStream stream = new MarkdownStream(() -> 40, true);
    assertEquals("", stream.next("Hel"));
    assertEquals("Hello", stream.next("lo wor"));
    assertEquals(" world", stream.next("ld\n"));
    assertEquals("\n", stream.end());
  }

  @Test
  void text_behind_a_delimiter_waits_for_its_other_half() {
    MarkdownStream stream = new MarkdownStream(() -> 40, true);
    assertEquals("", stream.next("**bold "));
    assertEquals("", stream.next("words*"));
    assertEquals("", stream.next("*"));
    assertEquals("\u001b[1mbold words\u001b[0m and", stream.next(" and "));
  }

  @Test
  void a_paragraph_is_wrapped_and_its_line_breaks_are_blanks() {
    shows(
        """
        one two three
        four five six

        next
        """,
        "one two three four\nfive\nsix\n\nnext",
        18);
  }

  @Test
  void a_hard_break_stays() {
    shows("one\ntwo\nthree\n", "one  \ntwo\\\nthree", 40);
    shows("one\ntwo\n", "one<br>two", 40);
  }

  @Test
  void headings_lose_their_signs() {
    shows("Title #1\ntext\n\nNext\n", "# Title #1 ##\ntext\n## Next", 40);
    assertEquals("\u001b[1;36mTitle\u001b[0m\n", Samples.drawn("# Title", 40, true));
    shows("#hashtag\n", "#hashtag", 40);
  }

  @Test
  void a_rule_is_as_wide_as_the_screen_lets_it_be() {
    shows("a\n\n───────────────────\n\nb\n", "a\n\n* * *\n\nb", 20);
    shows("Title\n═══════════════════\n", "Title\n=====", 20);
  }

  @Test
  void lists_hang_and_nest() {
    shows(
        """
        • one that is
          long
          • nested
            1. deep
        • two
        10. ten
        """,
        "- one that is long\n  - nested\n    1. deep\n* two\n10. ten\n",
        16);
  }

  @Test
  void a_list_indented_a_little_less_than_it_should_be_is_still_nested() {
    shows("1. one\n   • a\n2. two\n", "1. one\n  - a\n2. two", 40);
    shows("• one\n  • a\n  • b\n", "- one\n        - a\n        - b", 40);
  }

  @Test
  void an_item_may_have_paragraphs_and_code() {
    shows(
        """
        1. one

           more
             code
        2. two
        """,
        "1. one\n\n   more\n   ```\n   code\n   ```\n2. two",
        40);
  }

  @Test
  void tasks_have_boxes() {
    shows("☐ open\n☑ done\n• [y] other\n", "- [ ] open\n- [x] done\n- [y] other", 40);
  }

  @Test
  void quotes_have_a_bar_on_each_line() {
    shows(
        """
        │ a quote of two
        │ lines
        │
        │ │ inner
        """,
        "> a quote of two\nlines\n>\n> > inner",
        18);
  }

  @Test
  void code_keeps_its_blanks_and_shows_where_a_line_goes_on() {
    shows(
        """
          if (a) {

              b(  1);
          abcdefghijklmnopq
        ↳ rst
        """,
        "```\nif (a) {\n\n\tb(  1);\nabcdefghijklmnopqrst\n```",
        20);
    shows("  ```\n  x\n", "~~~~\n```\nx\n~~~~", 20);
    shows("a\n\n  b\n\n    c\n\nd\n", "a\n\n    b\n\n      c\n\nd", 20);
  }

  @Test
  void a_table_fits_the_screen_and_obeys_its_alignment() {
    shows(
        """
        Name │  N │    Text
        ─────┼────┼────────────
        a    │  1 │   wrapped
             │    │ words in it
        漢字 │ 22 │
        """,
        "| Name | N | Text |\n|:--|--:|:-:|\n| a | 1 | wrapped **words** in it |\n| 漢字 | 22 | |\n",
        24);
  }

  @Test
  void a_table_with_too_many_columns_becomes_lists_of_cells() {
    shows(
        """
        Name: a
        Text:
          something
          long

        Name: b
        """,
        "| Name | Text |\n|---|---|\n| a | something long |\n| b | |",
        14);
  }

  @Test
  void an_empty_column_takes_room_as_well() {
    shows(
        """
          │ some long
          │ words
        ──┼────────────
        """,
        "|| some long words |\n|---|---|",
        16);
  }

  @Test
  void lines_with_pipes_that_are_no_table_stay() {
    shows("| a |\n| b |\nc\n", "| a |\n| b |\nc", 40);
    shows("| a |\n", "| a |", 40);
  }

  @Test
  void control_characters_become_visible() {
    shows("␛[2J␛]0;t␇ <U+009B>x <U+202E>y\n", "\u001b[2J\u001b]0;t\u0007 \u009bx \u202ey", 60);
  }

  @Test
  void half_a_character_is_a_replacement_character() {
    shows("a\ufffdb\ufffd\n", "a\ud83db\udc69", 40);
  }

  @Test
  void nothing_gives_nothing() {
    assertEquals("", Samples.drawn("", 40, true));
    assertEquals("", Samples.drawn("\n \n", 40, true));
  }

  @Test
  void the_width_is_asked_at_each_line() {
    int[] width = {20};
    MarkdownStream stream = new MarkdownStream(() -> width[0], false);
    String first = stream.next("aaaa bbbb cccc dddd ");
    width[0] = 10;
    String rest = stream.next("eeee ffff gggg ") + stream.end();
    assertEquals("aaaa bbbb cccc dddd\neeee ffff\ngggg\n", first + rest);
  }

  private static void shows(String shown, String markdown, int width) {
    assertEquals(shown, Samples.drawn(markdown, width, false));
  }
}
