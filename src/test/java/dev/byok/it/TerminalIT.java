package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.Pty;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that typed keys stay invisible on a terminal, and that answers cannot control it. */
final class TerminalIT {
  private static final String KEY = "sk-typed-0123456789abcdef";
  private static final String PROMPT = "Key for openai (not shown): ";
  private static final String ADD =
      "trap : INT; byok keys add openai --no-verify; echo \"exit code $?\"; stty -a; echo over";

  @TempDir Path temp;
  private Launcher byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp).withKeyFile();
  }

  @Test
  void a_typed_key_is_not_shown_and_the_echo_comes_back() throws Exception {
    try (Pty terminal = Pty.start(byok, ADD)) {
      terminal.await(PROMPT);
      terminal.type(KEY + "\n");
      String screen = terminal.await("over");
      assertFalse(screen.contains(KEY), screen);
      assertTrue(screen.contains("byok: stored \"openai\" in the encrypted file"), screen);
      assertTrue(screen.contains("exit code 0"), screen);
      assertEchoIsOn(screen);
    }
    Result shown = byok.run("run", "-m", "openai/m", "--dry-run", "hi");
    assertTrue(shown.out().contains("Authorization: Bearer ***cdef"), shown.toString());
    assertEquals(List.of(), byok.filesWith(KEY));
  }

  @Test
  void ctrl_c_at_the_prompt_is130_and_the_echo_comes_back() throws Exception {
    try (Pty terminal = Pty.start(byok, ADD)) {
      terminal.await(PROMPT);
      terminal.type("sk-half\u0003");
      String screen = terminal.await("over");
      assertTrue(screen.contains("exit code 130"), screen);
      assertFalse(screen.contains("sk-half"), screen);
      assertEchoIsOn(screen);
    }
    assertEquals("[\n]\n", byok.run("keys", "list", "--json").out());
  }

  @Test
  void the_key_is_asked_for_on_the_terminal_also_when_stdout_is_a_file() throws Exception {
    try (Pty terminal = Pty.start(byok, "byok keys add openai --no-verify >out; echo over")) {
      terminal.await(PROMPT);
      terminal.type(KEY + "\n");
      assertFalse(terminal.await("over").contains(KEY));
    }
    assertEquals("", byok.sh("cat out").out());
  }

  @Test
  void removing_asks_and_only_yes_removes() throws Exception {
    assertEquals(0, byok.stdin(KEY).run("keys", "add", "openai", "--no-verify").exitCode());
    try (Pty terminal = Pty.start(byok, "byok keys rm openai; echo \"exit code $?\"; echo over")) {
      terminal.await("Remove openai? [y/N] ");
      terminal.type("\n");
      assertFalse(terminal.await("over").contains("exit code 0"));
    }
    assertTrue(byok.run("keys", "list").out().contains("openai"));
    try (Pty terminal = Pty.start(byok, "byok keys rm openai; echo \"exit code $?\"; echo over")) {
      terminal.await("Remove openai? [y/N] ");
      terminal.type("y\n");
      assertTrue(terminal.await("over").contains("exit code 0"));
    }
    assertEquals("[\n]\n", byok.run("keys", "list", "--json").out());
  }

  @Test
  void nothing_is_asked_with_no_input() throws Exception {
    try (Pty terminal =
        Pty.start(
            byok,
            "byok keys add openai --no-input; echo \"exit code $?\"; byok keys rm openai --no-input; echo over")) {
      String screen = terminal.await("over");
      assertTrue(screen.contains("exit code 2"), screen);
      assertFalse(screen.contains(PROMPT), screen);
    }
  }

  @Test
  void an_answer_cannot_steer_the_terminal_and_is_untouched_in_a_pipe() throws Exception {
    String hostile =
        "\u001b[2J\u001b]0;title\u0007\u001b]52;c;ZXZpbA==\u0007\u001bPq\u001b\\\u009b31m\b\u202e lone\rreturn";
    String escaped =
        "\\u001b[2J\\u001b]0;title\\u0007\\u001b]52;c;ZXZpbA==\\u0007\\u001bPq\\u001b\\\\\\u009b31m\\b\\u202e lone\\rreturn";
    RawServer.Script answer =
        RawServer.events(
            "data: {\"choices\":[{\"delta\":{\"content\":\"" + escaped + "\"}}]}\n\n",
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    try (RawServer server = RawServer.start(answer)) {
      byok.env("BYOK_OPENAI_API_KEY", KEY).env("BYOK_OPENAI_HOST", server.url() + "/v1");
      byok.env("TERM", "dumb");
      Result piped = byok.run("run", "-m", "openai/m", "hi");
      assertEquals("exit code 0\nstdout:\n" + hostile + "\n\nstderr:\n", piped.toString());
      try (Pty terminal = Pty.start(byok, "byok run -m openai/m hi; echo over")) {
        String screen = terminal.await("over");
        for (char c : "\u001b\u0007\b\u009b\u202e".toCharArray()) {
          assertEquals(-1, screen.indexOf(c), "U+" + Integer.toHexString(c) + " in " + screen);
        }
        assertTrue(screen.contains("\u241b[2J"), screen);
        assertTrue(screen.contains("lone\u240dreturn"), screen);
      }
    }
  }

  @Test
  void markdown_is_drawn_on_a_terminal_alone() throws Exception {
    byok.env("TERM", "xterm");
    String command = "byok run -m demo/echo --format markdown '**bold** word'";
    try (Pty terminal = Pty.start(byok, command + "; " + command + " | cat; echo over")) {
      String screen = terminal.await("over");
      assertTrue(screen.contains("\u001b[1mbold"), screen);
      assertTrue(screen.contains("\n**bold** word"), screen);
    }
    byok.env("NO_COLOR", "1");
    try (Pty terminal = Pty.start(byok, command + "; echo over")) {
      String screen = terminal.await("over");
      assertEquals(-1, screen.indexOf('\u001b'), screen);
      assertTrue(screen.contains("bold word"), screen);
    }
  }

  @Test
  void an_errors_words_cannot_steer_the_terminal_either() throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.answer(
                400, "{\"error\":{\"message\":\"no \\u001b]0;x\\u0007 \\u001b[2J\"}}"))) {
      byok.env("BYOK_OPENAI_API_KEY", KEY).env("BYOK_OPENAI_HOST", server.url() + "/v1");
      byok.env("TERM", "dumb");
      try (Pty terminal = Pty.start(byok, "byok run -m openai/m hi; echo over")) {
        String screen = terminal.await("over");
        assertTrue(screen.contains("\u241b[2J"), screen);
        assertEquals(-1, screen.indexOf('\u0007'), screen);
      }
    }
  }

  @Test
  void ctrl_c_while_an_answer_comes_keeps_what_came() throws Exception {
    try (Pty terminal =
        Pty.start(
            byok,
            "trap : INT; byok run -m demo/slow one two three four five six seven; echo \"exit code $?\"; echo over")) {
      terminal.await("two");
      terminal.type("\u0003");
      String screen = terminal.await("over");
      assertTrue(screen.contains("exit code 130"), screen);
      assertFalse(screen.contains("seven"), screen);
    }
    assertTrue(
        byok.sh("jq -r '.[].status' \"$BYOK_HOME/usage.json\"").out().equals("interrupted\n"));
  }

  private static void assertEchoIsOn(String screen) {
    assertTrue(screen.contains(" echo "), screen);
    assertFalse(screen.contains("-echo "), screen);
  }
}
