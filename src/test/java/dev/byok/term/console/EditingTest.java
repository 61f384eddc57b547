package dev.byok.term.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Pty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks how messages are typed at a terminal. */
final class EditingTest {
  private static final String PASTE = "\u001b[200~";
  private static final String PASTED = "\u001b[201~";

  @TempDir Path folder;

  @Test
  void a_line_is_edited_with_the_usual_keys() throws Exception {
    try (Pty terminal = started()) {
      // "cdx": left, delete, home, "ab", end, " one two", and the last word again
      terminal.type("cdx\u001b[D\u001b[3~\u0001ab\u0005 one two\u0017three\r");
      terminal.screen().await("[abcd one three]");
      terminal.type("\u0004");
      terminal.screen().await("bye\nover");
    }
  }

  @Test
  void alt_enter_adds_a_line_and_enter_sends_all() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("first\u001b\rsecond");
      terminal.screen().await("you> first\n\u2026 second");
      terminal.type("\u001b[A!\r");
      terminal.screen().await("[first!|second]");
    }
  }

  @Test
  void three_quotation_marks_open_a_message_of_many_lines() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("\"\"\"\rone\r\rtwo\r\"\"\"\r");
      terminal.screen().await("[one||two]");
    }
  }

  @Test
  void five_hundred_pasted_lines_are_one_message_and_wait_for_enter() throws Exception {
    String lines =
        IntStream.range(0, 500).mapToObj(i -> "line\t" + i).collect(Collectors.joining("\r"));
    try (Pty terminal = started()) {
      terminal.type(PASTE + lines + PASTED);
      String seen = terminal.screen().await("499");
      assertFalse(seen.contains("["), seen);
      terminal.type("\r");
      String all = terminal.await("line<tab>499]");
      assertTrue(all.contains("[line<tab>0|line<tab>1|"), all);
      terminal.type("next\r");
      terminal.screen().await("[next]");
    }
  }

  @Test
  void two_pastes_and_keys_between_them_stay_in_order() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("a" + PASTE + "b\rc" + PASTED + "d" + PASTE + "e\r" + PASTED + "f\r");
      terminal.screen().await("[ab|cde|f]");
    }
  }

  @Test
  void nothing_in_a_message_means_anything_else() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("a \\ !! $HOME 100% 'x \"y\r");
      terminal.screen().await("[a \\ !! $HOME 100% 'x \"y]");
    }
  }

  @Test
  void wide_characters_and_emoji_are_erased_whole() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("\u4e16\u754c\ud83d\ude00\u007f\u007fx\u001b[D\u001b[D\u5929\r");
      terminal.screen().await("[\u5929\u4e16x]");
      assertTrue(terminal.screen().text().contains("you> \u5929\u4e16x"), terminal.screen().text());
    }
  }

  @Test
  void a_long_line_is_wrapped_on_a_narrow_screen() throws Exception {
    try (Pty terminal = new TalkPty(folder).size(12, 40).start()) {
      terminal.screen().await(TalkPty.PROMPT);
      String words = "many words that do not fit into one line of forty columns";
      terminal.type(words);
      terminal.screen().await("you> " + words.substring(0, 35) + "\n" + words.substring(35));
      terminal.type("\u0001X\r");
      terminal.screen().await(seen -> seen.replace("\n", "").contains("[X" + words), "the echo");
    }
  }

  @Test
  void ctrl_c_clears_a_line_and_is_nothing_on_an_empty_one_and_ctrl_d_ends() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("unwanted\u0003");
      terminal.screen().await("you> unwanted\nyou>");
      terminal.type("\u0003\u0003\u0003kept\r");
      String seen = terminal.screen().await("[kept]");
      assertTrue(seen.contains("you> unwanted\nyou> kept\n[kept]"), seen);
      terminal.type("\u0004");
      seen = terminal.screen().await("over");
      assertTrue(seen.endsWith("you>\nbye\nover"), seen);
    }
  }

  @Test
  void a_question_is_answered_once_or_not_at_all() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("ask\r");
      terminal.screen().await("which?");
      terminal.type("this\r");
      terminal.screen().await("chosen this\nyou>");
      terminal.type("ask\r");
      terminal.screen().await("chosen this\nyou> ask\nwhich?");
      terminal.type("\u0003");
      terminal.screen().await("chosen null");
      terminal.type("begin\rend\r");
      terminal.screen().await("[begun end]");
      terminal.type("ask\rnot kept\r\u001b[A");
      terminal.screen().await("chosen not kept\nyou> ask");
    }
  }

  @Test
  void words_are_completed_and_listed() throws Exception {
    try (Pty terminal = started()) {
      terminal.type("/m\tgpt\r");
      terminal.screen().await("[/model gpt]");
      terminal.type("/\t");
      terminal.screen().await("what was said");
      terminal.type("sess\t\r");
      terminal.screen().await("[/sessions ]");
    }
  }

  @Test
  void what_was_typed_is_found_again_in_the_next_run() throws Exception {
    Path history = folder.resolve("private/history");
    try (Pty terminal = new TalkPty(folder).history(history).start()) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type("first message\rsecond one\r a secret\rthird\u001b\rpart\r\u0004");
      terminal.screen().await("over");
    }
    String kept = Files.readString(history);
    assertEquals("\"first message\"\n\"second one\"\n\"third\\npart\"\n", kept);
    try (Pty terminal = new TalkPty(folder).history(history).start()) {
      terminal.screen().await(TalkPty.PROMPT);
      terminal.type("\u001b[A");
      terminal.screen().await("you> third\n\u2026 part");
      terminal.type("\u0003\u0012mess");
      terminal.screen().await("first message");
      terminal.type("\r");
      terminal.screen().await("[first message]");
    }
  }

  @Test
  void the_users_own_settings_are_obeyed() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("my inputrc"),
            "$else\nset editing-mode vi\n\"unclosed\n: \n\"\\C-t\": \"typed by a key\"\n");
    try (Pty terminal = new TalkPty(folder).env("INPUTRC", settings.toString()).start()) {
      String seen = terminal.screen().await(TalkPty.PROMPT);
      assertEquals("ready\nyou>", seen);
      terminal.type("ello");
      terminal.screen().await("ello");
      terminal.type("\u001b");
      terminal
          .screen()
          .await(_ -> terminal.screen().column() == 8, "the cursor on the last letter");
      terminal.type("0ih\r");
      terminal.screen().await("[hello]");
    }
  }

  private Pty started() throws Exception {
    Pty terminal = new TalkPty(folder).start();
    terminal.screen().await(TalkPty.PROMPT);
    return terminal;
  }
}
