package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.catalog.Catalog;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.sse.Event;
import dev.byok.sse.EventReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks recorded streams of providers, each cut in two after every byte. The expected values were
 * computed without byok.
 */
final class OpenAiChatRecordedStreamsTest {
  private static final Path FOLDER = Path.of("..", "shared", "streams");
  private static final String NOTHING = "0 e3b0c44298fc1c14";
  private static final String END = "data: [DONE]\n\n";

  private final Catalog catalog = Catalog.load();

  /**
   * A recording and what it contains.
   *
   * @param text the length in characters and the first bytes of the SHA-256, as for the reasoning
   */
  record Recording(
      String file, String provider, String text, String reasoning, String finish, Usage usage) {
    @Override
    public String toString() {
      return file;
    }
  }

  static List<Recording> recordings() {
    return List.of(
        new Recording(
            "openai-text",
            "openai",
            "1724 53b2d9e583d02b3f",
            NOTHING,
            "stop",
            new Usage(16L, 0L, null, 300L, 0L)),
        new Recording(
            "xai-text",
            "xai",
            "5 185f8db32271fe25",
            "20 77ca8189f8c592ca",
            "stop",
            new Usage(12L, 11L, null, 291L, 290L)),
        new Recording(
            "deepseek-reasoning",
            "deepseek",
            "42 238e36f474e5d801",
            "606 01a5d04ca7e849fd",
            "stop",
            new Usage(18L, 0L, null, 219L, 205L)),
        new Recording(
            "groq-tool-call",
            "groq",
            NOTHING,
            NOTHING,
            "tool_calls",
            new Usage(210L, null, null, 15L, null)),
        new Recording(
            "mistral-text",
            "mistral",
            "38 6f535b2dbeda9ac4",
            NOTHING,
            "stop",
            new Usage(13L, null, null, 8L, null)),
        new Recording(
            "mistral-reasoning",
            "mistral",
            "9 e93dff0d1076b537",
            "60 3ee98375cfe6fe4e",
            "stop",
            new Usage(10L, null, null, 46L, null)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void is_read_to_the_token(Recording recording) throws Exception {
    List<String> events = events(recording);
    assertReply(recording, reply(recording, read(bytes(events))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void is_read_to_the_token_one_byte_at_a_time(Recording recording) throws Exception {
    byte[] stream = bytes(events(recording));
    EventReader reader = reader();
    List<Event> read = new ArrayList<>();
    for (int i = 0; i < stream.length; i++) {
      read.addAll(reader.feed(stream, i, 1));
    }
    assertReply(recording, reply(recording, read));
  }

  /**
   * The reader keeps nothing from one event to the next. Each cut is therefore tried only with the
   * events next to it: reading a whole long stream for each of its bytes would take minutes.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void a_cut_after_any_byte_changes_nothing(Recording recording) throws Exception {
    List<String> events = events(recording);
    int cuts = 0;
    for (int i = 0; i < events.size(); i++) {
      List<String> around = events.subList(Math.max(0, i - 1), Math.min(events.size(), i + 2));
      byte[] stream = bytes(around);
      List<Event> whole = read(stream);
      int start = i == 0 ? 0 : events.get(i - 1).getBytes(StandardCharsets.UTF_8).length;
      int end = start + events.get(i).getBytes(StandardCharsets.UTF_8).length;
      for (int cut = start + 1; cut <= end; cut++) {
        EventReader reader = reader();
        List<Event> read = new ArrayList<>(reader.feed(stream, 0, cut));
        read.addAll(reader.feed(stream, cut, stream.length - cut));
        assertEquals(whole, read, () -> "cut in " + around);
        cuts++;
      }
    }
    assertEquals(bytes(events).length, cuts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void ends_with_its_mark_behind_its_finish_reason(Recording recording) throws Exception {
    Decoder decoder = decoder(recording);
    boolean finished = false;
    for (Event event : read(bytes(events(recording)))) {
      assertFalse(decoder.ended());
      for (Delta delta : decoder.event(event)) {
        finished |= delta instanceof Delta.Finish;
      }
    }
    assertTrue(finished && decoder.ended());
  }

  private static void assertReply(Recording recording, Reply reply) throws Exception {
    assertEquals(recording.text, digest(reply.text()));
    assertEquals(recording.reasoning, digest(reply.reasoning()));
    assertEquals(recording.finish, reply.finishReason());
    assertEquals(recording.usage, reply.usage());
  }

  private Reply reply(Recording recording, List<Event> events) throws Exception {
    Reply reply = new Reply();
    Decoder decoder = decoder(recording);
    for (Event event : events) {
      decoder.event(event).forEach(reply::add);
    }
    assertTrue(decoder.ended());
    return reply;
  }

  private Decoder decoder(Recording recording) {
    return new OpenAiChat()
        .decoder(new Call("m", true, catalog.get(recording.provider).quirks(), null));
  }

  private static List<Event> read(byte[] stream) throws Exception {
    return reader().feed(stream, 0, stream.length);
  }

  private static EventReader reader() {
    return new EventReader(1 << 20);
  }

  private static List<String> events(Recording recording) throws Exception {
    Path file = FOLDER.resolve(recording.file + ".chunks.txt");
    assumeTrue(Files.exists(file), "the recordings are not here");
    List<String> events = new ArrayList<>();
    for (String line : Files.readString(file).split("\n", -1)) {
      if (!line.isBlank()) {
        events.add("data: " + line + "\n\n");
      }
    }
    events.add(END);
    return events;
  }

  private static byte[] bytes(List<String> events) {
    return String.join("", events).getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return text.length() + " " + HexFormat.of().formatHex(hash).substring(0, 16);
  }
}
