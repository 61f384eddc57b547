package dev.byok.term.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Pty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks a terminal before, during and after an answer. */
final class LiveAnswerTest {
  @TempDir Path folder;

  @Test
  void a_key_is_drawn_while_a_thousand_pieces_a_second_come_and_used_later() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("stream 3000\r");
      terminal.screen().await("word20");
      terminal.type("abx\u007fc\u001b[A");
      String seen = terminal.screen().await("\nabc");
      assertFalse(seen.contains("end of stream"), seen);
      terminal.screen().await("end of stream\nyou> abc");
      terminal.type("\u0001\u000b");
      terminal.type("x\r");
      terminal.screen().await("[x]");
      for (int i = 2980; i < 3000; i++) {
        assertTrue(terminal.screen().all().contains("word" + i), "word" + i);
      }
    }
  }

  @Test
  void enter_and_pastes_typed_ahead_count_later() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("stream 400\r");
      terminal.screen().await("word20");
      terminal.type("one\rtwo \u001b[200~a\rb\u001b[201~");
      terminal.screen().await("\none\u23cetwo a\u23ceb");
      terminal.screen().await("[one]\nyou> two a\n\u2026 b");
      terminal.type("\r");
      terminal.screen().await("[two a|b]");
    }
  }

  @Test
  void what_is_typed_before_the_first_prompt_is_not_lost() throws Exception {
    try (Pty terminal = new TalkPty(folder).start("sleep 1; ", "")) {
      terminal.type("early\rand");
      String seen = terminal.screen().await("[early]\nyou> and");
      assertTrue(seen.contains("you> early"), seen);
    }
  }

  @Test
  void what_is_waited_for_is_shown_until_the_first_word() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("slow\r");
      terminal.screen().await("you> slow\nwaiting for me \u2026");
      terminal.type("next");
      terminal.screen().await("waiting for me \u2026\nnext");
      String seen = terminal.screen().await("late\nyou> next");
      assertFalse(seen.contains("waiting"), seen);
    }
  }

  @Test
  void ctrl_c_stops_the_answer_and_keeps_what_was_typed() throws Exception {
    try (Pty terminal = new TalkPty(folder).start("trap : INT; ", "; echo over")) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type("hang\r");
      terminal.screen().await("waiting for me");
      terminal.type("typed\u0003");
      terminal.screen().await("stopped\nyou> typed");
      terminal.type("\r");
      terminal.screen().await("[typed]\nyou>");
      terminal.type("\u0004");
      terminal.screen().await("bye\nover");
    }
  }

  @Test
  void a_resize_in_the_middle_does_no_harm() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("stream 600\r");
      terminal.screen().await("word20");
      terminal.type("typed");
      terminal.screen().await("\ntyped");
      terminal.resize(10, 120);
      terminal.screen().await("end of stream\nyou> typed");
      terminal.type(" on");
      terminal.screen().await("you> typed on");
      terminal.resize(30, 100);
      terminal.type("\r");
      terminal.screen().await("[typed on]\nyou>");
      terminal.type("size\r");
      terminal.screen().await("size 100x30");
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, hang", "HUP, hang", "INT, half a line", "TERM, half a line", "none, hang"})
  void the_terminal_is_left_as_it_was_found(String signal, String message) throws Exception {
    String before = "trap : INT; stty -a >before; sh -c 'echo $$ >pid; exec \"$@\"' sh ";
    try (Pty terminal = new TalkPty(folder).start(before, "; stty -a >after; echo over")) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type(message.equals("hang") ? "hang\r" : message);
      terminal.screen().await(message.equals("hang") ? "waiting for me" : message);
      if (signal.equals("none")) {
        terminal.type("\u0003\u0004");
      } else {
        String pid = Files.readString(folder.resolve("pid")).strip();
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
      }
      String all = terminal.await("over\r\n");
      assertTrue(all.lastIndexOf("\u001b[?2004l") > all.lastIndexOf("\u001b[?2004h"), all);
    }
    assertEquals(modes("before"), modes("after"));
  }

  @Test
  void a_terminal_that_goes_away_is_the_end_of_the_input() throws Exception {
    try (Pty terminal = new TalkPty(folder).start("trap '' HUP; ", "; echo $? >code")) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type("half a line");
      terminal.screen().await("half a line");
    }
    Path code = folder.resolve("code");
    for (long end = System.nanoTime() + 30_000_000_000L; !Files.exists(code); ) {
      assertTrue(System.nanoTime() < end, "the program goes on without its terminal");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void another_program_gets_the_terminal_as_it_was() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("shell\r");
      terminal.screen().await("icanon");
      terminal.type("for the shell\r");
      terminal.screen().await("shell got for the shell\nyou>");
      terminal.type("back\r");
      terminal.screen().await("[back]");
    }
  }

  @Test
  void answers_go_to_a_file_and_the_rest_to_the_terminal() throws Exception {
    try (Pty terminal = new TalkPty(folder).terminals("ie").start("", " >answers; echo over")) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type("hello\rslow\r");
      terminal.screen().await("waiting for me");
      terminal.type("\u0004");
      String seen = terminal.screen().await("over");
      assertEquals("ready\nyou> hello\nyou> slow\nyou>\nbye\nover", seen);
    }
    assertEquals("[hello]\nlate\n", Files.readString(folder.resolve("answers")));
  }

  @Test
  void a_dumb_terminal_gets_plain_lines_and_ctrl_c_stops_an_answer() throws Exception {
    try (Pty terminal =
        new TalkPty(folder).env("TERM", "dumb").start("trap : INT; ", "; echo over")) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type("hello\n");
      terminal.screen().await("[hello]\nyou>");
      terminal.type("hang\n");
      terminal.screen().await("you> hang");
      terminal.type("\u0003");
      String seen = terminal.screen().await("stopped\nyou>");
      assertEquals(-1, terminal.await("stopped").indexOf('\u001b'), seen);
      terminal.type("\u0004");
      terminal.screen().await("byok: bye\nover");
    }
  }

  /** Omits the number of the line discipline, which no program changes in this way. */
  private String modes(String file) throws Exception {
    return Files.readString(folder.resolve(file)).replaceFirst("line = [0-9]+;", "");
  }

  private Pty started() throws Exception {
    Pty terminal = new TalkPty(folder).start();
    terminal.screen().await(TalkPty.PROMPT);
    return terminal;
  }
}
