package dev.byok.term.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what hidden input becomes, typed or pasted. */
final class HiddenLineTest {
  private static final String PASTE = "\u001b[200~";
  private static final String PASTED = "\u001b[201~";

  private static HiddenLine line(boolean json, String typed) {
    HiddenLine line = new HiddenLine(json);
    for (byte each : typed.getBytes(StandardCharsets.UTF_8)) {
      line.feed(new byte[] {each}, 1);
    }
    return line;
  }

  private static void takes(String text, boolean json, String typed) {
    HiddenLine line = line(json, typed);
    assertTrue(line.hasEnded());
    assertFalse(line.hasSeveralLines(), typed);
    assertEquals(text, line.text());
  }

  private static void refuses(boolean json, String typed) {
    HiddenLine line = line(json, typed);
    assertTrue(line.hasEnded());
    assertTrue(line.hasSeveralLines(), typed);
  }

  @ParameterizedTest(name = "{0} characters")
  @ValueSource(ints = {1, 4095, 4096, 4097, 16_384, HiddenLine.LONGEST})
  void a_line_of_any_length_up_to_the_limit_arrives_whole(int length) {
    String key = "k".repeat(length - 1) + "e";
    takes(key, false, key + "\r");
    takes(key, false, PASTE + key + PASTED + "\n");
    takes(key, false, PASTE + key + "\n" + PASTED + "\n");
    takes(key, false, key + "\r\n");
  }

  @Test
  void a_longer_one_is_known_to_be_too_long() {
    HiddenLine line = line(false, "k".repeat(HiddenLine.LONGEST + 1) + "\n");
    assertTrue(line.isTooLong());
    assertTrue(line.hasEnded());
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "one\ntwo\n",
        "one\rtwo\r",
        "one\ntwo",
        "one\n201~\n",
        PASTE + "one\ntwo" + PASTED + "\n",
        PASTE + "one\r\ntwo\r\n" + PASTED + "\n",
        PASTE + "one" + PASTED + "\n" + PASTE + "two" + PASTED
      })
  void several_lines_are_refused_where_one_was_asked_for(String typed) {
    refuses(false, typed);
    refuses(true, typed);
  }

  @Test
  void a_json_object_may_have_lines_where_one_is_welcome() {
    String json = "{\n  \"accessKeyId\": \"a{}\\\"}\",\n  \"more\": {\"x\": 1}\n}";
    takes(json, true, json + "\n");
    takes(json, true, json.replace("\n", "\r") + "\r");
    takes(json, true, PASTE + json + "\n" + PASTED + "\n");
    refuses(false, json + "\n");
    refuses(false, PASTE + json + PASTED + "\n");
    refuses(true, json + "\nand more\n");
  }

  @Test
  void an_object_that_never_ends_is_ended_by_control_d() {
    takes("{\n\"a\"", true, "{\n\"a\"\u0004");
  }

  @Test
  void a_slip_can_be_taken_back() {
    takes("abd", false, "abc\u007fd\n");
    takes("ä", false, "äß\u0008\n");
    takes("new", false, "old\u0015new\n");
    takes("x", false, "\u007f\u007fx\n");
  }

  @Test
  void keys_that_move_the_cursor_mean_nothing() {
    takes("abc", false, "a\u001b[Db\u001bOC\u001b[1;5Cc\n");
    takes("abc", false, "a\u001bbc\n");
    assertTrue(line(false, "abc\u001c").isInterrupted());
  }

  @Test
  void pieces_may_be_cut_anywhere() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] typed = (PASTE + "kéy" + round + PASTED + "\r").getBytes(StandardCharsets.UTF_8);
      HiddenLine line = new HiddenLine(false);
      for (int at = 0; at < typed.length; ) {
        int count = 1 + random.nextInt(typed.length - at);
        byte[] piece = new byte[count];
        System.arraycopy(typed, at, piece, 0, count);
        line.feed(piece, count);
        at += count;
      }
      assertEquals("kéy" + round, line.text());
      assertTrue(line.hasEnded());
    }
  }

  @Test
  void any_bytes_end_with_a_line_break_outside_of_a_paste() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      byte[] any = new byte[random.nextInt(200)];
      random.nextBytes(any);
      HiddenLine line = new HiddenLine(random.nextBoolean());
      line.feed(any, any.length);
      byte[] end = (PASTED + "}\u0015\n").getBytes(StandardCharsets.US_ASCII);
      line.feed(end, end.length);
      assertTrue(line.hasEnded(), () -> java.util.HexFormat.of().formatHex(any));
    }
  }
}
