package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Pty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that charts fit the terminal on which they are shown. */
final class UsageTerminalIT {
  @TempDir Path temp;
  private Launcher byok;

  @BeforeEach
  void setUp() throws Exception {
    byok = new Launcher(temp);
    assertEquals(0, byok.run("run", "-m", "demo/echo", "hello").exitCode());
  }

  @Test
  void the_longest_bar_ends_before_the_terminal_does() throws Exception {
    for (int width : List.of(40, 93)) {
      List<String> lines = chart("stty cols " + width + "; ");
      assertEquals(30, lines.size(), lines.toString());
      assertEquals(width, lines.getLast().length(), lines.toString());
      assertTrue(lines.getLast().contains("█".repeat(width - 20)), lines.toString());
    }
  }

  @Test
  void a_terminal_that_can_do_little_gets_plain_characters() throws Exception {
    byok.env("TERM", "dumb");
    List<String> lines = chart("stty cols 60; ");
    assertTrue(lines.getLast().contains("#".repeat(40)), lines.toString());
    assertFalse(lines.toString().contains("█"), lines.toString());
  }

  @Test
  void a_terminal_that_does_not_tell_its_size_is_taken_for_an_ordinary_one() throws Exception {
    assertEquals(80, chart("stty cols 0; ").getLast().length());
  }

  private List<String> chart(String before) throws Exception {
    try (Pty terminal = Pty.start(byok, before + "byok usage --chart --since 29d; echo over")) {
      return terminal.await("over").lines().filter(line -> line.startsWith("20")).toList();
    }
  }
}
