package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AnswerBoundsTest {
  private final AnswerBounds bounds = new AnswerBounds(Duration.ofMinutes(2));

  @Test
  void a_model_may_think_for_a_quarter_of_an_hour_and_send_a_ping_each_second() throws Exception {
    for (int second = 0; second < 900; second++) {
      bounds.waited(Duration.ofSeconds(1).toNanos());
      bounds.read(50);
      bounds.event();
    }
    bounds.word();
    assertEquals(Duration.ofMinutes(20), bounds.left());
    assertFalse(bounds.isFlood());
  }

  @Test
  void ten_idle_time_outs_without_a_word_are_the_most() throws Exception {
    for (int silence = 0; silence < 10; silence++) {
      assertEquals(Duration.ofMinutes(20 - 2 * silence), bounds.left());
      // A suspended process wakes up late, so a silence counts for no more than one idle time-out.
      bounds.waited(Duration.ofMinutes(silence % 2 == 0 ? 2 : 60).toNanos());
    }
    assertEquals(Duration.ZERO, bounds.left());
    assertEquals(
        "no text came within 1200 s, ten times the idle time-out", bounds.timeOver().getMessage());
  }

  @Test
  void bytes_are_counted_from_word_to_word_and_in_all() throws Exception {
    int half = (int) (AnswerBounds.MOST_BYTES / 2);
    long words = AnswerBounds.MOST_BYTES_IN_ALL / AnswerBounds.MOST_BYTES;
    for (long word = 0; word < words; word++) {
      bounds.read(half);
      bounds.read(half);
      bounds.word();
    }
    AnswerBounds.Met inAll = assertThrows(AnswerBounds.Met.class, () -> bounds.read(1));
    assertEquals("it is longer than 2048 MiB", inAll.getMessage());
    AnswerBounds others = new AnswerBounds(Duration.ofSeconds(1));
    others.read(half);
    others.read(half);
    AnswerBounds.Met met = assertThrows(AnswerBounds.Met.class, () -> others.read(1));
    assertEquals("more than 64 MiB of the stream came without any text", met.getMessage());
  }

  @Test
  void a_server_that_sends_byte_by_byte_reaches_the_bound_as_well() {
    assertThrows(
        AnswerBounds.Met.class,
        () -> {
          for (int i = 0; i <= AnswerBounds.MOST_BYTES / 64; i++) {
            bounds.read(1);
          }
        });
  }

  @Test
  void events_are_counted_from_word_to_word_and_in_all() throws Exception {
    for (int word = 0; word < 4; word++) {
      for (int i = 0; i < AnswerBounds.MOST_EVENTS; i++) {
        bounds.event();
      }
      bounds.word();
    }
    assertTrue(bounds.isFlood());
    for (int i = 0; i < 4; i++) {
      bounds.event();
    }
    AnswerBounds.Met met = assertThrows(AnswerBounds.Met.class, bounds::event);
    assertEquals("more than 1,000,000 of its events have no text", met.getMessage());
  }

  @Test
  void words_alone_may_be_as_many_as_there_are() throws Exception {
    for (int i = 0; i <= AnswerBounds.MOST_EVENTS_IN_ALL; i++) {
      bounds.event();
      bounds.word();
    }
    assertFalse(bounds.isFlood());
  }

  @Test
  void blanks_of_a_body_are_kept_one_of_a_run_and_not_in_a_text() throws Exception {
    WholeBody body = new WholeBody(100);
    assertFalse(add(body, " \n \t"));
    assertTrue(add(body, "{ \"a  \\\"  b\" :  \n"));
    assertFalse(add(body, "   "));
    assertFalse(body.isComplete());
    assertTrue(add(body, "[  ] }\r\n"));
    assertTrue(body.isComplete());
    assertFalse(add(body, " ".repeat(1_000)));
    assertTrue(body.isComplete());
    assertEquals(" { \"a  \\\"  b\" : [ ] }\r", body.toString());
    add(body, "x");
    assertFalse(body.isComplete());
    assertThrows(AnswerBounds.Met.class, () -> add(body, "x".repeat(100)));
  }

  private static boolean add(WholeBody body, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return body.add(bytes, 0, bytes.length);
  }
}
