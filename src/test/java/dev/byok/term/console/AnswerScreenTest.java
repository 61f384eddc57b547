package dev.byok.term.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.byok.testing.Screen;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks an answer that grows above what is being typed. */
final class AnswerScreenTest {
  private final Screen seen = new Screen(6, 20);
  private final AnswerScreen drawing = new AnswerScreen(20);

  @Test
  void an_answer_alone_passes_through_unchanged() {
    assertEquals("one \u001b[1mtwo\u001b[0m\n", drawing.write("one \u001b[1mtwo\u001b[0m\n"));
    assertEquals("x".repeat(50), drawing.write("x".repeat(50)));
  }

  @Test
  void what_is_typed_stands_beneath_and_goes_down_with_the_answer() {
    seen.show(crlf(drawing.write("one ")));
    seen.show(drawing.typed("typed"));
    assertEquals("one\ntyped", seen.text());
    assertEquals(4, seen.column());
    seen.show(crlf(drawing.write("two\nthree")));
    assertEquals("one two\nthree\ntyped", seen.text());
    seen.show(drawing.typed("typed on"));
    assertEquals("one two\nthree\ntyped on", seen.text());
    seen.show(drawing.typed(""));
    assertEquals("one two\nthree", seen.text());
    assertEquals(5, seen.column());
  }

  @Test
  void what_is_waited_for_goes_with_the_first_word() {
    seen.show(drawing.waiting("waiting"));
    seen.show(drawing.typed("typed"));
    assertEquals("waiting\ntyped", seen.text());
    seen.show(drawing.waiting("waiting 1 s"));
    seen.show(crlf(drawing.write("word")));
    assertEquals("word\ntyped", seen.text());
  }

  @Test
  void a_line_of_its_own_begins_at_the_left() {
    seen.show(crlf(drawing.write("half")));
    seen.show(drawing.typed("typed"));
    seen.show(drawing.line("a note"));
    seen.show(drawing.line("another"));
    assertEquals("half\na note\nanother\n\ntyped", seen.text());
  }

  @Test
  void a_full_line_is_ended_once() {
    seen.show(drawing.typed("typed"));
    seen.show(crlf(drawing.write("x".repeat(20))));
    seen.show(crlf(drawing.write("\u001b[0m")));
    seen.show(crlf(drawing.write("\nnext")));
    assertEquals("x".repeat(20) + "\nnext\ntyped", seen.text());
  }

  @Test
  void a_narrower_screen_cuts_what_is_typed_anew() {
    seen.show(crlf(drawing.write("answer")));
    seen.show(drawing.typed("typed and more"));
    seen.resize(6, 10);
    seen.show(drawing.resize(10, "\u2026d more"));
    seen.show(crlf(drawing.write(" on")));
    assertEquals("answer on\n\u2026d more", seen.text());
  }

  /** An answer looks the same at its end, wherever its pieces are cut, with and without typing. */
  @Test
  void typing_leaves_no_trace_in_the_answer() {
    String[] parts = {
      "word ",
      "\n",
      "\u4e16\u754c",
      "\ud83d\ude00",
      "\u001b[1;31m",
      "\u001b[0m",
      "a-rather-long-word",
      "\r\n",
      "\u001b]8;;http://x\u001b\\",
      "."
    };
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      StringBuilder answer = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        answer.append(parts[random.nextInt(parts.length)]);
      }
      Screen plain = new Screen(6, 20);
      plain.show(crlf(answer.toString()));
      Screen typedAt = new Screen(6, 20);
      AnswerScreen drawn = new AnswerScreen(20);
      for (int i = 0; i < answer.length(); ) {
        int end = Math.min(answer.length(), i + 1 + random.nextInt(6));
        typedAt.show(crlf(drawn.write(answer.substring(i, end))));
        typedAt.show(drawn.typed(random.nextBoolean() ? "typed" : ""));
        i = end;
      }
      typedAt.show(drawn.typed(""));
      assertEquals(plain.all().stripTrailing(), typedAt.all().stripTrailing(), answer.toString());
      assertFalse(typedAt.all().contains("typed"), answer.toString());
    }
  }

  /** Ends lines as the terminal's driver does. */
  private static String crlf(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }
}
