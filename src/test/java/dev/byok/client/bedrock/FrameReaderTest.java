package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.sse.Event;
import dev.byok.sse.MalformedStreamException;
import dev.byok.testing.AwsFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that frames become events, and that damage is noticed. */
final class FrameReaderTest {
  private static final byte[] TWO =
      AwsFrames.joined(
          AwsFrames.event("messageStart", "{\"role\":\"assistant\"}"),
          AwsFrames.event("contentBlockDelta", "{\"delta\":{\"text\":\"héllo\"}}"));
  private static final List<Event> BOTH =
      List.of(
          new Event("messageStart", "{\"role\":\"assistant\"}"),
          new Event("contentBlockDelta", "{\"delta\":{\"text\":\"héllo\"}}"));

  private final FrameReader reader = new FrameReader(100_000);

  @Test
  void frames_may_be_cut_after_any_byte() throws Exception {
    for (int cut = 0; cut <= TWO.length; cut++) {
      FrameReader fresh = new FrameReader(100_000);
      List<Event> events = new ArrayList<>(fresh.feed(TWO, 0, cut));
      events.addAll(fresh.feed(TWO, cut, TWO.length - cut));
      assertEquals(BOTH, events, "cut after " + cut);
      assertEquals(null, fresh.end());
    }
  }

  @Test
  void frames_may_come_byte_by_byte() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < TWO.length; i++) {
      events.addAll(reader.feed(TWO, i, 1));
    }
    assertEquals(BOTH, events);
  }

  @Test
  void a_stream_that_ends_inside_a_frame_says_so() throws Exception {
    int first = AwsFrames.event("messageStart", "{\"role\":\"assistant\"}").length;
    for (int length = 0; length <= TWO.length; length++) {
      FrameReader fresh = new FrameReader(100_000);
      List<Event> whole = fresh.feed(TWO, 0, length);
      if (length == 0 || length == first || length == TWO.length) {
        assertEquals(null, fresh.end());
        assertEquals(length == 0 ? 0 : length == first ? 1 : 2, whole.size());
      } else {
        assertThrows(MalformedStreamException.class, fresh::end, "ended after " + length);
      }
    }
  }

  @Test
  void no_bit_can_turn_unnoticed() {
    byte[] frame = AwsFrames.event("messageStart", "{}");
    for (int bit = 0; bit < frame.length * 8; bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      FrameReader fresh = new FrameReader(100_000);
      assertThrows(
          MalformedStreamException.class,
          () -> {
            fresh.feed(damaged, 0, damaged.length);
            fresh.end();
          },
          "bit " + bit);
    }
  }

  @Test
  void a_frame_that_claims_to_be_huge_is_refused_at_once() {
    byte[] huge = {0x7F, -1, -1, -1};
    assertThrows(MalformedStreamException.class, () -> reader.feed(huge, 0, 4));
    byte[] negative = {-1, -1, -1, -1};
    FrameReader other = new FrameReader(100_000);
    assertThrows(MalformedStreamException.class, () -> other.feed(negative, 0, 4));
  }

  @Test
  void the_ceiling_itself_is_allowed() throws Exception {
    byte[] frame = AwsFrames.event("messageStart", "{}");
    assertEquals(1, new FrameReader(frame.length).feed(frame, 0, frame.length).size());
    FrameReader lower = new FrameReader(frame.length - 1);
    assertThrows(MalformedStreamException.class, () -> lower.feed(frame, 0, frame.length));
  }

  @Test
  void a_reported_failure_is_told_from_an_event() throws Exception {
    byte[] exception = AwsFrames.exception("throttlingException", "{\"message\":\"slow\"}");
    assertEquals(
        List.of(new Event("exception throttlingException", "{\"message\":\"slow\"}")),
        reader.feed(exception, 0, exception.length));
    byte[] error =
        AwsFrames.frame(
            Map.of(
                ":message-type", "error", ":error-code", "InternalError", ":error-message", "oh"),
            "");
    assertEquals(
        List.of(new Event("exception InternalError", "{\"message\":\"oh\"}")),
        reader.feed(error, 0, error.length));
  }

  @Test
  void what_came_whole_before_a_damage_is_handed_out() {
    byte[] damaged = AwsFrames.event("messageStop", "{}");
    damaged[20] ^= 1;
    for (byte[] bad : List.of(damaged, new byte[] {0x7F, -1, -1, -1})) {
      byte[] stream = AwsFrames.joined(TWO, bad);
      FrameReader fresh = new FrameReader(100_000);
      MalformedStreamException damage =
          assertThrows(MalformedStreamException.class, () -> fresh.feed(stream, 0, stream.length));
      assertEquals(BOTH, damage.before());
    }
  }

  @Test
  void a_header_that_is_no_text_is_damage() {
    byte[] frame = AwsFrames.event("messageStart", "{}");
    int type =
        new String(frame, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(":event-type") + 11;
    assertEquals(7, frame[type]);
    frame[type] = 6;
    byte[] again = AwsFrames.sealed(Arrays.copyOf(frame, frame.length - 4));
    MalformedStreamException damage =
        assertThrows(MalformedStreamException.class, () -> reader.feed(again, 0, again.length));
    assertTrue(damage.what().contains("damaged"), damage.what());
  }
}
