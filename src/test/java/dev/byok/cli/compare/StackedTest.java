package dev.byok.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StackedTest {
  private static final CompareStyle PIPE = new CompareStyle(false, false, false);
  private static final CompareStyle SCREEN = new CompareStyle(true, true, false);

  @Test
  void the_first_is_seen_as_it_comes_and_the_others_in_their_order() {
    Layout layout = new Stacked(List.of("a/1", "b/2", "c/3"), PIPE);
    assertEquals("", layout.begin(1));
    assertEquals("", layout.text(1, "two "));
    assertEquals("## a/1\n", layout.begin(0));
    assertEquals("one", layout.text(0, "one"));
    assertEquals("", layout.begin(2));
    assertEquals("", layout.text(2, "three\n"));
    assertEquals("", layout.end(whole(2)));
    assertEquals("\n\n## b/2\ntwo ", layout.end(whole(0)));
    assertEquals("and a half", layout.text(1, "and a half"));
    assertEquals("\n\n## c/3\nthree\n", layout.end(whole(1)));
    assertEquals("", layout.close());
  }

  @Test
  void what_failed_is_marked_in_its_place() {
    Layout layout = new Stacked(List.of("a/1", "b/2"), PIPE);
    assertEquals("", layout.end(failed(1, Kind.NO_KEY)));
    assertEquals("## a/1\n", layout.begin(0));
    assertEquals("half", layout.text(0, "half"));
    assertEquals(
        "\n(failed: incomplete)\n\n## b/2\n(failed: no-key)\n",
        layout.end(failed(0, Kind.INCOMPLETE)));
  }

  @Test
  void an_empty_answer_has_its_heading() {
    Layout layout = new Stacked(List.of("a/1"), PIPE);
    assertEquals("## a/1\n", layout.begin(0));
    assertEquals("", layout.end(whole(0)));
  }

  @Test
  void on_a_screen_nothing_can_steer_it_also_when_it_is_cut_apart() {
    Layout layout = new Stacked(List.of("a/\u001b[2J", "b/2"), SCREEN);
    assertEquals("", layout.begin(1));
    assertEquals("", layout.text(1, "\u009b\u202e"));
    assertEquals("## a/\u241b[2J\n", layout.begin(0));
    String shown = layout.text(0, "x\u001b") + layout.text(0, "[2J\u0007") + layout.end(whole(0));
    assertEquals(-1, shown.indexOf('\u001b'), shown);
    assertEquals(-1, shown.indexOf('\u0007'), shown);
    assertEquals(-1, shown.indexOf('\u009b'), shown);
    assertEquals(-1, shown.indexOf('\u202e'), shown);
  }

  @Test
  void in_a_pipe_an_answer_is_unchanged() {
    Layout layout = new Stacked(List.of("a/1"), PIPE);
    layout.begin(0);
    assertEquals("\u001b[2J\r\u202e", layout.text(0, "\u001b[2J\r\u202e"));
  }

  private static Result whole(int place) {
    return new Result(candidate(place), null, null);
  }

  private static Result failed(int place, Kind kind) {
    return new Result(candidate(place), null, Failure.of(kind, "it failed"));
  }

  private static Candidate candidate(int place) {
    return new Candidate(place, "a/b", null, null, null);
  }
}
