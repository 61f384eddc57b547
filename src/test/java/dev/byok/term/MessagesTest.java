package dev.byok.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MessagesTest {
  @Test
  void a_screen_takes_what_there_is_to_say_and_shows_by_itself_what_is_waited_for()
      throws InterruptedException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Messages messages = new Messages(err, true);
    StringBuilder screen = new StringBuilder();
    messages.showOn(screen::append);
    try (var _ = messages.waiting("waiting for x")) {
      Thread.sleep(700);
    }
    messages.notice("seen");
    messages.showOnStandardError();
    messages.notice("heard");
    assertEquals("byok: seen\n", screen.toString());
    assertEquals("byok: heard\n", err.toString(StandardCharsets.UTF_8));
  }

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Messages messages = new Messages(err, false);

  @Test
  void a_failure_is_a_line_then_details_then_a_hint() {
    messages.failure(
        Failure.of(Kind.USAGE, "what failed").detail("one").detail("two").hint("do this"));
    assertEquals("byok: what failed\n  one\n  two\n  hint: do this\n", text());
  }

  @Test
  void what_came_from_elsewhere_cannot_forge_lines_or_move_the_cursor() {
    messages.failure(
        Failure.of(Kind.USAGE, "a\nbyok: b\r\u001b]0;x\u0007")
            .detail("c\n  hint: d\u009b2J")
            .hint("e\tf\u202e"));
    assertEquals(
        "byok: a byok: b\u240d\u241b]0;x\u2407\n  c   hint: d<U+009B>2J\n  hint: e f<U+202E>\n",
        text());
  }

  @Test
  void quiet_takes_notices_and_no_failures() {
    messages.setQuiet(true);
    messages.notice("n");
    messages.failure(Failure.of(Kind.USAGE, "f"));
    assertEquals("byok: f\n", text());
  }

  @Test
  void details_of_what_happens_are_for_verbose() {
    messages.verbose("v1");
    messages.setVerbose(true);
    messages.verbose("v2");
    messages.notice("n");
    assertEquals("byok: v2\nbyok: n\n", text());
  }

  @Test
  void a_wait_is_shown_only_where_it_can_be_erased() throws Exception {
    try (var _ = messages.waiting("waiting")) {
      TimeUnit.MILLISECONDS.sleep(700);
    }
    assertEquals("", text());
    Messages animated = new Messages(err, true);
    try (var _ = animated.waiting("waiting\u001b")) {
      TimeUnit.MILLISECONDS.sleep(900);
    }
    assertTrue(text().startsWith("\rwaiting\u241b"), text());
    assertTrue(text().endsWith("\r\u001b[K"), text());
  }

  @Test
  void nothing_is_painted_over_a_question_and_what_was_to_be_said_comes_after_it()
      throws Exception {
    Messages animated = new Messages(err, true);
    try (var _ = animated.waiting("waiting for x")) {
      while (!text().contains("waiting for x")) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      try (var _ = animated.asking();
          var _ = animated.under("part").asking()) {
        String asked = text();
        assertTrue(asked.endsWith("\r\u001b[K"), asked);
        animated.notice("later");
        animated.under("part").notice("later too");
        // Waits longer than it takes to draw the next second.
        TimeUnit.MILLISECONDS.sleep(1_200);
        assertEquals(asked, text());
        animated.printBeside("PIN: ");
        assertEquals(asked + "PIN: ", text());
      }
      assertTrue(text().endsWith("PIN: byok: later\nbyok: part: later too\n"), text());
    }
  }

  @Test
  void a_standard_error_that_is_gone_stops_nothing() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            err.write(1);
            throw new IOException("gone");
          }
        };
    Messages unheard = new Messages(gone, false);
    unheard.failure(Failure.of(Kind.USAGE, "f"));
    unheard.notice("n");
    assertEquals(1, err.size());
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
