package dev.byok.text.columns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.text.TextWidth;
import dev.byok.text.markdown.MarkdownStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnsTest {
  private static final String[] PIECES = {
    "word ",
    "another, longer word ",
    "**bold** ",
    "`code` ",
    "\n\n",
    "\n- item ",
    "漢字が並ぶ",
    "👩‍💻 ",
    "\n# head\n",
    "\n```java\nint x;\n```\n",
    "\n| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "**open ",
    "https://a.b/c ",
    "\u001b[2J"
  };

  @Test
  void answers_stand_side_by_side_under_their_headings() {
    Columns columns = new Columns(List.of("one", "two"), 64, 20, false);
    Screen screen = new Screen(64, 20);
    screen.write(columns.next(1, "# Second\n\ntext that is long enough for two lines, and more\n"));
    screen.write(columns.next(0, "first "));
    screen.write(columns.end(1, "2 tokens"));
    screen.write(columns.next(0, "answer\n\n- 漢字"));
    screen.write(columns.end(0, "9 tokens"));
    screen.write(columns.end());
    assertEquals(
        """
        one                            │ two
        ───────────────────────────────┼───────────────────────────────
        first answer                   │ Second
                                       │
        • 漢字                         │ text that is long enough for
                                       │ two lines, and more
        9 tokens                       │
                                       │ 2 tokens\
        """,
        String.join("\n", screen.all()));
  }

  @Test
  void an_answer_shows_word_by_word_before_its_line_is_complete() {
    Columns columns = new Columns(List.of("one", "two"), 70, 20, true);
    Screen screen = new Screen(70, 20);
    screen.write(columns.next(0, "some words her"));
    assertTrue(screen.all().get(2).startsWith("some words "), screen.all()::toString);
    screen.write(columns.next(0, "e "));
    assertTrue(screen.all().get(2).startsWith("some words here "), screen.all()::toString);
  }

  @Test
  void an_answer_far_ahead_shows_what_fits_and_is_complete_at_the_end() {
    Columns columns = new Columns(List.of("slow", "fast"), 70, 10, false);
    Screen screen = new Screen(70, 10);
    StringBuilder fast = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      fast.append("line ").append(i).append("\n\n");
    }
    screen.write(columns.next(1, fast.toString()));
    assertTrue(screen.all().size() <= 10, screen.all()::toString);
    screen.write(columns.end(1, ""));
    screen.write(columns.next(0, "here"));
    screen.write(columns.end());
    assertEquals(2 + 199, screen.all().size());
    assertTrue(screen.all().getLast().endsWith("│ line 99"));
  }

  @Test
  void nothing_is_written_when_nothing_changes() {
    Columns columns = new Columns(List.of("one", "two"), 70, 10, true);
    assertFalse(columns.next(0, "a").isEmpty());
    assertEquals("", columns.next(0, "b"));
    assertEquals("", columns.next(1, ""));
  }

  @Test
  void only_rows_that_change_are_painted() {
    Columns columns = new Columns(List.of("one", "two"), 70, 30, false);
    columns.next(0, "first line\n\nsecond line\n\nthird ");
    String painted = columns.next(1, "other\n\n");
    assertTrue(painted.contains("first line"));
    assertFalse(painted.contains("second line"), painted);
  }

  @Test
  void each_column_needs_thirty_columns() {
    assertTrue(Columns.fit(2, 64));
    assertFalse(Columns.fit(2, 63));
    assertTrue(Columns.fit(3, 97));
    assertFalse(Columns.fit(3, 96));
    assertFalse(Columns.fit(0, 200));
  }

  @ParameterizedTest
  @CsvSource({"2,64,24,1", "2,90,5,2", "3,97,12,3", "3,140,3,4", "4,160,50,5", "2,80,1,6"})
  void the_screen_ends_as_the_finished_answers_lie_side_by_side(
      int count, int width, int height, long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      List<StringBuilder> texts = new ArrayList<>();
      List<String> headings = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        texts.add(new StringBuilder());
        headings.add("model " + i);
      }
      Columns columns = new Columns(headings, width, height, random.nextBoolean());
      Screen screen = new Screen(width, Math.max(height, 3));
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        open.add(i);
      }
      while (!open.isEmpty()) {
        int column = open.get(random.nextInt(open.size()));
        if (random.nextInt(60) == 0) {
          screen.write(columns.end(column, "footer " + column));
          open.remove(Integer.valueOf(column));
        } else {
          String piece = PIECES[random.nextInt(PIECES.length)];
          texts.get(column).append(piece);
          screen.write(columns.next(column, piece));
        }
      }
      screen.write(columns.end());
      assertEquals(expected(headings, texts, width), screen.all());
    }
  }

  /** Lays out whole answers in the simple way. */
  private static List<String> expected(
      List<String> headings, List<StringBuilder> texts, int width) {
    int count = headings.size();
    int columnWidth = (width - 1 - 3 * (count - 1)) / count;
    List<List<String>> cells = new ArrayList<>();
    int rows = 0;
    for (int i = 0; i < count; i++) {
      MarkdownStream stream = new MarkdownStream(() -> columnWidth + 1, false);
      String drawn = stream.next(texts.get(i).toString()) + stream.end();
      List<String> cell = new ArrayList<>(List.of(headings.get(i), "─".repeat(columnWidth)));
      cell.addAll(drawn.lines().toList());
      cell.addAll(List.of("", "footer " + i));
      cells.add(cell);
      rows = Math.max(rows, cell.size());
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < count; i++) {
        String text = row < cells.get(i).size() ? cells.get(i).get(row) : "";
        line.append(i == 0 ? "" : row == 1 ? "─┼─" : " │ ").append(text);
        line.append(" ".repeat(columnWidth - TextWidth.of(text)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
