package dev.byok.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventReaderTest {
  private static final int CEILING = 1 << 16;

  @Test
  void reads_events_whatever_ends_their_lines() throws Exception {
    List<Event> expected = List.of(message("a"), message("b"));
    assertEquals(expected, read("data: a\n\ndata: b\n\n"));
    assertEquals(expected, read("data: a\r\rdata: b\r\r"));
    assertEquals(expected, read("data: a\r\n\r\ndata: b\r\n\r\n"));
    assertEquals(expected, read("data: a\r\n\rdata: b\n\r\n"));
  }

  @Test
  void joins_data_lines_and_takes_one_space_only() throws Exception {
    assertEquals(List.of(message("a\n b\n")), read("data: a\ndata:  b\ndata\n\n"));
    assertEquals(List.of(message("x")), read("data:x\n\n"));
  }

  @Test
  void ignores_comments_unknown_fields_and_events_without_data() throws Exception {
    assertEquals(
        List.of(message("a")),
        read(": OPENROUTER PROCESSING\n\n:\nretry: 5\nid: 1\nevent: ping\n\ndata: a\n\n"));
  }

  @Test
  void names_the_type_of_one_event_only() throws Exception {
    assertEquals(
        List.of(new Event("error", "a"), message("b")),
        read("event: error\ndata: a\n\ndata: b\n\n"));
  }

  @Test
  void skips_one_byte_order_mark() throws Exception {
    assertEquals(List.of(message("a")), read("\uFEFFdata: a\n\n"));
    assertEquals(List.of(), read("\uFEFF\uFEFFdata: a\n\n"));
  }

  @Test
  void gives_the_same_events_at_every_cut() throws Exception {
    String stream = "\uFEFF: c\r\ndata: grüße 🗝\r\ndata: b\r\n\r\nevent: x\ndata: €\n\ndata: tail";
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<Event> whole = read(stream);
    assertEquals(3, whole.size());
    for (int cut = 0; cut <= bytes.length; cut++) {
      EventReader reader = new EventReader(CEILING);
      List<Event> events = new ArrayList<>(reader.feed(bytes, 0, cut));
      events.addAll(reader.feed(bytes, cut, bytes.length - cut));
      addLast(events, reader);
      assertEquals(whole, events, "cut at " + cut);
    }
    EventReader reader = new EventReader(CEILING);
    List<Event> single = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      single.addAll(reader.feed(bytes, i, 1));
    }
    addLast(single, reader);
    assertEquals(whole, single);
  }

  @Test
  void hands_out_an_event_that_the_end_cuts_off() throws Exception {
    assertEquals(List.of(message("[DONE]")), read("data: [DONE]"));
    assertEquals(List.of(message("[DONE]")), read("data: [DONE]\n"));
  }

  @Test
  void keeps_lines_that_are_no_sse() throws Exception {
    EventReader reader = new EventReader(CEILING);
    byte[] bytes = "{\"error\":{\"message\":\"x\"}}\n".getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
    assertEquals("{\"error\":{\"message\":\"x\"}}\n", reader.strayLines());
  }

  @Test
  void passes_over_an_event_that_is_too_long_and_reads_what_follows() {
    for (String tooLong :
        List.of(
            "data: " + "x".repeat(CEILING + 1) + "\n",
            ("data: " + "y".repeat(1_000) + "\n").repeat(CEILING / 1_000 + 1),
            "event: z\ndata: " + "x".repeat(3 * CEILING) + "\nid: 1\ndata: end\n")) {
      for (int step : List.of(1, 7, 1 << 20)) {
        EventReader reader = new EventReader(CEILING);
        byte[] all =
            ("data: before\n\n" + tooLong + "\ndata: after\n\n").getBytes(StandardCharsets.UTF_8);
        List<Event> events = new ArrayList<>();
        for (int at = 0; at < all.length; at += step) {
          events.addAll(reader.feed(all, at, Math.min(step, all.length - at)));
        }
        assertEquals(
            List.of(new Event("message", "before"), new Event("message", "after")), events);
        assertTrue(reader.skippedAny());
      }
    }
  }

  @Test
  void a_million_comments_leave_nothing_behind() throws Exception {
    EventReader reader = new EventReader(CEILING);
    byte[] comment = ": still here\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 1_000_000; i++) {
      assertTrue(reader.feed(comment, 0, comment.length).isEmpty());
    }
    assertEquals("", reader.strayLines());
  }

  @Test
  void half_the_name_of_a_field_is_no_stray_line() throws Exception {
    for (String half : List.of("d", "dat", "data", "ev", "event")) {
      EventReader reader = new EventReader(CEILING);
      byte[] bytes = ("data: a\n\n" + half).getBytes(StandardCharsets.UTF_8);
      assertEquals(List.of(message("a")), reader.feed(bytes, 0, bytes.length));
      assertNull(reader.end());
      assertEquals("", reader.strayLines());
    }
  }

  private static List<Event> read(String stream) throws Exception {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    EventReader reader = new EventReader(CEILING);
    List<Event> events = new ArrayList<>(reader.feed(bytes, 0, bytes.length));
    addLast(events, reader);
    return events;
  }

  private static void addLast(List<Event> events, EventReader reader) throws Exception {
    Event last = reader.end();
    if (last != null) {
      events.add(last);
    }
  }

  private static Event message(String data) {
    return new Event("message", data);
  }
}
