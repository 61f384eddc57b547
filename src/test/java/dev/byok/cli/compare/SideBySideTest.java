package dev.byok.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.text.columns.Columns;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SideBySideTest {
  @Test
  void each_has_its_column_and_a_mark_when_it_failed() {
    Layout layout =
        new SideBySide(
            new Columns(List.of("a/1", "b/2"), 100, 24, false),
            new CompareStyle(true, false, false));
    String shown =
        layout.begin(0)
            + layout.begin(1)
            + layout.text(1, "right\u001b[2J\n")
            + layout.text(0, "left\n")
            + layout.end(new Result(candidate(0), null, null))
            + layout.end(
                new Result(candidate(1), null, Failure.of(Kind.INCOMPLETE, "it broke off")))
            + layout.close();
    assertTrue(shown.contains("a/1") && shown.contains("b/2"), shown);
    assertTrue(shown.contains("left") && shown.contains("right\u241b[2J"), shown);
    assertTrue(shown.contains("(failed: incomplete)"), shown);
    assertEquals(-1, shown.indexOf("\u001b[2J"), shown);
  }

  private static Candidate candidate(int place) {
    return new Candidate(place, "a/b", null, null, null);
  }
}
