package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that one chunk is taken out of a stream, and nothing else, wherever the bytes are cut. */
final class HiddenUsageTest {
  private static final String WORD =
      "data: {\"choices\":[{\"delta\":{\"content\":\"世界 [] \\\"choices\\\":[]\"}}],\"usage\":null}";
  private static final String USAGE =
      "data: {\"id\":\"c\",\"choices\": [ ],\"usage\":{\"prompt_tokens\":7}}";
  private static final String FILTER =
      "data: {\"choices\":[],\"prompt_filter_results\":[{\"usage\":1}]}";
  private static final String DONE = "data: [DONE]";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void the_chunk_is_taken_out_whatever_ends_the_lines(String end) {
    String before = FILTER + end + end + WORD + end + end + ": ping" + end + end;
    String hidden = USAGE + end + end;
    String after = "event: x" + end + DONE + end + end;
    byte[] all = utf8(before + hidden + after);
    for (int cut = 0; cut <= all.length; cut++) {
      assertEquals(before + after, passed(all, cut), "cut at " + cut);
    }
    assertEquals(before + after, passed(all, cuts(all.length)));
  }

  @Test
  void it_may_be_first_last_and_without_its_blank_line() {
    assertEquals("", passed(utf8(USAGE), 9));
    assertEquals("", passed(utf8(USAGE + "\n"), 9));
    assertEquals(DONE, passed(utf8(USAGE + "\r\n\r\n" + DONE), 70));
    assertEquals("\uFEFF\n\n", passed(utf8("\uFEFF\n\n" + USAGE + "\n\n"), 3));
    assertEquals("", passed(utf8("\uFEFF" + USAGE + "\n\n"), 2));
  }

  @Test
  void its_data_may_be_in_several_lines() {
    String split = "id: 1\ndata: {\"choices\":[],\ndata: \"usage\":{}}\nretry: 5\n\n";
    assertEquals(WORD + "\n\n", passed(utf8(split + WORD + "\n\n"), 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[],\"usage\":null}",
        "data: {\"choices\":[]}",
        "data: {\"choices\":[{\"index\":0}],\"usage\":{\"prompt_tokens\":7}}",
        "data: {\"usage\":{\"prompt_tokens\":7}}",
        "data: {\"x\":{\"choices\":[],\"usage\":{}}}",
        "data: {\"choices\":[],\"usage\":{}",
        "data: [{\"choices\":[],\"usage\":{}}]",
        ": {\"choices\":[],\"usage\":{}}",
        "{\"choices\":[],\"usage\":{}}",
        "",
      })
  void what_only_looks_like_it_goes_on(String other) {
    byte[] all = utf8(other + "\n\n" + DONE + "\n\n" + other);
    for (int cut = 0; cut <= all.length; cut++) {
      assertEquals(new String(all, StandardCharsets.UTF_8), passed(all, cut));
    }
  }

  @Test
  void an_event_of_any_length_goes_on() {
    String long1 = "data: {\"choices\":[],\"usage\":{\"x\":\"" + "y".repeat(70_000) + "\"}}\n\n";
    String stream = long1 + USAGE + "\n\n" + DONE + "\n\n";
    assertEquals(long1 + DONE + "\n\n", passed(utf8(stream), 66_000));
    assertEquals(long1 + DONE + "\n\n", passed(utf8(stream), cuts(stream.length())));
  }

  @Test
  void a_comment_does_not_wait_for_an_event() {
    Collected got = new Collected();
    HiddenUsage hiding = new HiddenUsage(got);
    byte[] ping = utf8(": ping\n");
    hiding.feed(ping, ping.length);
    assertEquals(": ping\n", got.text());
    byte[] half = utf8(WORD);
    hiding.feed(half, half.length);
    assertEquals(": ping\n", got.text());
    byte[] end = utf8("\n\n");
    hiding.feed(end, end.length);
    assertEquals(": ping\n" + WORD + "\n\n", got.text());
  }

  /** Streams of random events, line ends and cuts. */
  @Test
  void nothing_else_is_ever_changed() {
    Random random = new Random(42);
    List<String> kinds = List.of(WORD, USAGE, FILTER, DONE, ": ping", "event: a\n" + WORD, "");
    List<String> ends = List.of("\n", "\r\n", "\r");
    for (int run = 0; run < 2_000; run++) {
      StringBuilder all = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      String end = ends.get(random.nextInt(3));
      for (int i = 0; i < 6; i++) {
        String event = kinds.get(random.nextInt(kinds.size())).replace("\n", end) + end + end;
        all.append(event);
        expected.append(event.startsWith(USAGE) ? "" : event);
      }
      byte[] bytes = utf8(all.toString());
      int[] cuts = random.ints(random.nextInt(12), 0, bytes.length + 1).sorted().toArray();
      assertEquals(expected.toString(), passed(bytes, cuts), all.toString());
    }
  }

  private static String passed(byte[] all, int... cuts) {
    Collected got = new Collected();
    HiddenUsage hiding = new HiddenUsage(got);
    List<Integer> ends = new ArrayList<>();
    for (int cut : cuts) {
      ends.add(Math.min(cut, all.length));
    }
    ends.add(all.length);
    int from = 0;
    for (int end : ends) {
      byte[] piece = Arrays.copyOfRange(all, from, end);
      hiding.feed(piece, piece.length);
      from = end;
    }
    hiding.end();
    return got.text();
  }

  private static int[] cuts(int length) {
    int[] each = new int[length];
    for (int i = 0; i < length; i++) {
      each[i] = i;
    }
    return each;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Collected implements HiddenUsage.Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void bytes(byte[] more, int count) {
      bytes.write(more, 0, count);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
