package dev.byok.term.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Streams;
import dev.byok.term.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks chats through pipes, and on terminals that only print. */
final class PlainConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void each_line_is_a_message_until_the_end() {
    ChatConsole console = piped("one\r\n\ntwo");
    assertEquals("one", console.read("you> ", ""));
    assertEquals("", console.read("you> ", ""));
    assertEquals("two", console.read("you> ", ""));
    assertNull(console.read("you> ", ""));
    assertEquals(0, out.size() + err.size());
    assertFalse(console.isInteractive());
    assertFalse(console.isStyled());
    assertEquals(80, console.width());
  }

  @Test
  void quotation_marks_open_a_message_of_many_lines() {
    ChatConsole console =
        piped("\"\"\"\na\n\nb \"\"\" c\n\"\"\"\n\"\"\"one\ntwo\"\"\"  \n\"\"\"x\"\"\"\nlast\n");
    assertEquals("a\n\nb \"\"\" c", console.read("", ""));
    assertEquals("one\ntwo", console.read("", ""));
    assertEquals("x", console.read("", ""));
    assertEquals("last", console.read("", ""));
  }

  @Test
  void a_message_without_its_end_is_refused() {
    ChatConsole console = piped("\"\"\"\nhalf a message\n");
    Failure refused = assertThrows(Failure.class, () -> console.read("", ""));
    assertEquals(Kind.USAGE, refused.kind());
    assertTrue(refused.text().contains("\"\"\""), refused.text());
  }

  @Test
  void what_is_no_text_is_refused_with_its_line() {
    byte[] latin = "gr\u00fc\u00df\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("line 1 of standard input is not UTF-8 text", refusal(latin));
    assertEquals("line 1 of standard input holds a NUL", refusal(new byte[] {'a', 0, 'b', '\n'}));
    byte[] lengthy = new byte[32 * 1024 * 1024 + 2];
    Arrays.fill(lengthy, (byte) 'x');
    assertEquals("line 1 of standard input is longer than 32 MiB", refusal(lengthy));
  }

  @Test
  void an_answer_is_written_as_it_comes_and_notes_go_to_standard_error() {
    ChatConsole console = piped("");
    try (ChatConsole.Answering _ = console.answering("waiting", () -> {})) {
      console.write("a\u001b");
      console.write("b\n");
    }
    console.note("stopped");
    assertEquals("a\u001bb\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("byok: stopped\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void a_reader_that_went_away_is_a_failure_of_its_own() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ChatConsole console =
        open(
            new ByteArrayInputStream(new byte[0]),
            broken,
            new Terminal(false, false, false, false));
    Failure gone = assertThrows(Failure.class, () -> console.write("x"));
    assertEquals(Kind.CLOSED_PIPE, gone.kind());
  }

  @Test
  void a_dumb_terminal_is_prompted_where_the_person_looks() {
    byte[] typed = "hi\nyes\n".getBytes(StandardCharsets.UTF_8);
    ChatConsole console =
        open(new ByteArrayInputStream(typed), out, new Terminal(true, true, true, true));
    assertTrue(console.isInteractive());
    assertEquals("begun hi", console.read("you> ", "begun "));
    assertEquals("yes", console.ask("sure? "));
    assertNull(console.read("you> ", ""));
    assertEquals("you> begun sure? you> \n", out.toString(StandardCharsets.UTF_8));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void the_prompt_is_not_among_the_answers_in_a_file() {
    byte[] typed = "hi\n".getBytes(StandardCharsets.UTF_8);
    ChatConsole console =
        open(new ByteArrayInputStream(typed), out, new Terminal(true, false, true, true));
    assertEquals("hi", console.read("you> ", ""));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertEquals("you> ", err.toString(StandardCharsets.UTF_8));
  }

  private String refusal(byte[] input) {
    ChatConsole console =
        open(new ByteArrayInputStream(input), out, new Terminal(false, false, false, false));
    Failure refused = assertThrows(Failure.class, () -> console.read("", ""));
    assertEquals(Kind.USAGE, refused.kind());
    return refused.text();
  }

  private ChatConsole piped(String input) {
    return open(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        out,
        new Terminal(false, false, false, false));
  }

  private ChatConsole open(InputStream in, OutputStream to, Terminal terminal) {
    return ChatConsoles.open(
        new Streams(
            in, new StandardOutput(to, false), new Messages(err, false), terminal, Map.of()),
        false,
        null,
        (_, _) -> List.of());
  }
}
