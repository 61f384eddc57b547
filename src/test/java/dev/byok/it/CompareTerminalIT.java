package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Pty;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the answers of several models on a terminal, side by side and interrupted. */
final class CompareTerminalIT {
  private static final String SLOW =
      "byok compare --no-stdin -m demo/slow -m demo/slow -m demo/echo one two three four five six"
          + " seven eight nine; echo \"exit code $?\"; echo over";

  @TempDir Path temp;
  private Launcher byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp);
  }

  @Test
  void a_wide_terminal_shows_columns() throws Exception {
    byok.env("COLUMNS", "120").env("LINES", "30");
    try (Pty terminal =
        Pty.start(byok, "byok compare --no-stdin -m demo/echo -m demo/cut one two; echo over")) {
      String screen = terminal.await("over");
      assertTrue(screen.contains("│"), screen);
      assertFalse(screen.contains("## "), screen);
      assertTrue(screen.contains("byok: demo/cut: "), screen);
    }
  }

  @Test
  void a_narrow_terminal_shows_one_below_the_other() throws Exception {
    byok.env("COLUMNS", "30");
    try (Pty terminal =
        Pty.start(byok, "byok compare --no-stdin -m demo/echo -m demo/cut one two; echo over")) {
      String screen = terminal.await("over");
      assertTrue(screen.contains("## demo/echo\r\none two\r\n"), screen);
      assertTrue(screen.contains("(failed: incomplete)"), screen);
      assertTrue(screen.contains("2 tokens in, 2 out"), screen);
    }
  }

  @Test
  void ctrl_c_shows_and_records_what_came_of_each() throws Exception {
    byok.env("COLUMNS", "30");
    try (Pty terminal = Pty.start(byok, "trap : INT; " + SLOW)) {
      terminal.await("two");
      terminal.type("\u0003");
      String screen = terminal.await("over");
      assertTrue(screen.contains("exit code 130"), screen);
      assertEquals(4, screen.split("## demo/", -1).length, screen);
      assertTrue(screen.contains("(failed: interrupted)"), screen);
      assertTrue(screen.contains("one two three four five six seven eight nine"), screen);
    }
    assertEquals(
        "interrupted\ninterrupted\nok\n",
        byok.sh("jq -r '.[].status' \"$BYOK_HOME/usage.json\" | sort").out());
  }
}
