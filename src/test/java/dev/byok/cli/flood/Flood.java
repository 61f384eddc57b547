package dev.byok.cli.flood;

import dev.byok.testing.AwsFrames;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An endless answer.
 *
 * @param provider who sends it
 * @param form the command and its options
 * @param type the content type
 * @param first what is sent once
 * @param filler what is sent again and again
 * @param exitCode how byok ends
 * @param bound what byok says about the limit; empty if none is reached
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Flood(
    String name,
    String provider,
    String form,
    String type,
    byte[] first,
    byte[] filler,
    int exitCode,
    String bound) {
  private static final String BYTES = "more than 64 MiB of the stream came without any text";
  private static final String EVENTS =
      "more than 250,000 events of the stream came without any text";
  private static final String TEXT = "its text is longer than 64 MiB";
  private static final String FITS = ", which is all that fits";
  private static final String VALUES = " values";
  private static final String SSE = "text/event-stream";
  private static final String JSON = "application/json";
  private static final String FRAMES = "application/vnd.amazon.eventstream";

  private static final String CHAT = "openai-compatible";
  private static final String HELLO = chat("{\"content\":\"Hello\"}");
  private static final String COUNT =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
  private static final String PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
  private static final String START =
      claude("message_start", "\"message\":{\"id\":\"x\",\"usage\":{\"input_tokens\":7}}");
  private static final String CLAUDE_HELLO =
      claude("content_block_delta", "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}");
  private static final String GEMINI_HELLO =
      "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}]}\n\n";
  private static final String GEMINI_COUNT =
      "data: {\"usageMetadata\":{\"promptTokenCount\":7}}\n\n";
  private static final byte[] METADATA =
      AwsFrames.event("metadata", "{\"usage\":{\"inputTokens\":7,\"outputTokens\":1}}");
  private static final byte[] CONVERSE_HELLO =
      AwsFrames.event("contentBlockDelta", "{\"delta\":{\"text\":\"Hello\"}}");

  @Override
  public String toString() {
    return name;
  }

  RawServer.Script script() {
    return RawServer.flood(start(), filler);
  }

  byte[] start() {
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.writeBytes(utf8("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n"));
    start.writeBytes(first);
    return start.toByteArray();
  }

  String[] args() {
    String model = provider + "/m";
    return switch (form) {
      case "chat" -> new String[] {"chat", "-m", model};
      case "compare" -> new String[] {"compare", "-m", model, "-m", model + "2", "hi"};
      case "check" -> new String[] {"keys", "list", "--check", "--json"};
      case "fim" -> new String[] {"fim", "-m", model, "--prefix", "-"};
      default -> {
        List<String> words = new ArrayList<>(List.of("run", "-m", model, "--retries", "2"));
        words.addAll(form.isEmpty() ? List.of() : List.of(form.split(" ", -1)));
        words.add("hi");
        yield words.toArray(new String[0]);
      }
    };
  }

  /** Returns the first of every so many floods. */
  static List<Flood> all(int every) {
    List<Flood> some = new ArrayList<>();
    List<Flood> all = all();
    for (int i = 0; i < all.size(); i += every) {
      some.add(all.get(i));
    }
    return some;
  }

  static List<Flood> all() {
    List<Flood> all = new ArrayList<>();
    for (String[] kind :
        List.of(
            new String[] {"comments", ": PROCESSING\n\n", BYTES},
            new String[] {"blank lines", "\n", BYTES},
            new String[] {"retry fields", "retry: 1\n\n", BYTES},
            new String[] {"events without data", "event: x\n\n", BYTES},
            new String[] {
              "large unknown events", data("{\"x\":\"" + "y".repeat(9_000) + "\"}"), BYTES
            },
            new String[] {"empty objects", data("{}"), EVENTS},
            new String[] {"empty choices", data("{\"choices\":[]}"), EVENTS},
            new String[] {"empty pieces", chat("{\"content\":\"\"}"), EVENTS},
            new String[] {"roles", chat("{\"role\":\"assistant\"}"), EVENTS},
            new String[] {"counts", COUNT, EVENTS})) {
      all.add(sse(kind[0], CHAT, "", "", kind[1], 8, kind[2]));
    }
    String tool = chat("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"[[[[[[\"}}]}");
    all.add(sse("pieces of a tool call", CHAT, "", HELLO + COUNT, tool, 10, EVENTS));
    String other =
        "data: {\"id\":\"a\",\"model\":\"b\"}\n\ndata: {\"id\":\"c\",\"model\":\"d\"}\n\n";
    all.add(sse("other ids", CHAT, "--stream-json", HELLO, other, 10, EVENTS));
    String finish = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n";
    all.add(sse("finish reasons", CHAT, "", HELLO, finish, 0, ""));
    all.add(sse("behind the end", CHAT, "", HELLO + finish + COUNT, ": x\n\n", 0, ""));
    all.add(sse("after a word", CHAT, "--json", HELLO + COUNT, data("{}"), 10, EVENTS));
    String breaks = chat("{\"content\":\"\\n\\n\"}");
    all.add(sse("breaks", CHAT, "", chat("{\"content\":\"<think>\"}"), breaks, 8, EVENTS));
    all.add(
        sse("text", CHAT, "", "", chat("{\"content\":\"" + "x".repeat(9_000) + "\"}"), 10, TEXT));
    all.add(
        sse(
            "thoughts",
            CHAT,
            "",
            "",
            chat("{\"reasoning\":\"" + "x".repeat(9_000) + "\"}"),
            10,
            TEXT));
    all.add(
        sse("an endless event", CHAT, "", "data: ", "x", 8, "an event of the stream is longer"));
    all.add(sse("an endless list", CHAT, "", "data: {\"choices\":[{}", ",{}", 8, "an event"));
    all.add(sse("lines of data", CHAT, "", "", "data: x\n", 8, "an event of the stream is longer"));

    all.add(sse("Claude's pings", "anthropic", "", START, PING, 8, EVENTS));
    all.add(sse("Claude's comments", "anthropic", "", START + CLAUDE_HELLO, ":\n", 10, BYTES));
    all.add(sse("Claude's starts", "anthropic", "", "", START, 8, EVENTS));
    all.add(sse("Claude's unknown", "anthropic", "", START, "event: q\ndata: q\n\n", 8, EVENTS));
    String empty =
        claude("content_block_delta", "\"delta\":{\"type\":\"text_delta\",\"text\":\"\"}");
    all.add(sse("Claude's empty", "anthropic", "", CLAUDE_HELLO, empty, 10, EVENTS));
    all.add(sse("Gemini's counts", "google", "", "", GEMINI_COUNT, 8, EVENTS));
    all.add(
        sse("Gemini's empty", "google", "", GEMINI_HELLO, data("{\"candidates\":[]}"), 10, EVENTS));
    all.add(frames("smallest frames", new byte[0], AwsFrames.frame(Map.of(), ""), 8));
    all.add(frames("frames of counts", CONVERSE_HELLO, METADATA, 10));
    all.add(frames("frames without a payload", new byte[0], AwsFrames.event("ping", ""), 8));
    all.add(
        sse("a gap's empty pieces", "mistral", "fim", "", chat("{\"content\":\"\"}"), 8, EVENTS));

    all.add(whole("blanks", CHAT, "", " \n", 8, BYTES));
    all.add(whole("blanks within", "anthropic", "{\"content\":[", " ", 8, BYTES));
    all.add(whole("blanks behind", CHAT, ANSWER, " ", 0, ""));
    all.add(whole("empty choices", CHAT, "{\"choices\":[{}", ",{}", 8, FITS));
    all.add(whole("an endless text", "google", "{\"a\":\"", "x", 8, FITS));
    all.add(whole("an endless number", "bedrock", "{\"a\":1", "1", 8, FITS));
    String million = "{\"choices\":[{}" + ",{}".repeat(1_000_000) + "]}";
    all.add(whole("a million choices", CHAT, million, "\n", 8, VALUES));
    String gemini = "[{}" + ",{}".repeat(1_000_000) + "]";
    all.add(whole("a million chunks", "google", gemini, "\n", 8, VALUES));

    all.add(new Flood("blanks for a check", CHAT, "check", JSON, new byte[0], utf8(" "), 8, ""));
    all.add(new Flood("a list for a check", CHAT, "check", JSON, utf8("[{}"), utf8(",{}"), 8, ""));

    // These are last: a process that continues keeps what it would write at its end.
    String wide = chat("{\"content\":\"" + "字".repeat(3_000) + "\"}");
    for (String form : List.of("--json", "--session s", "chat")) {
      all.add(sse("text for " + form, CHAT, form, "", wide, 10, FITS));
    }
    all.add(sse("text for compare", CHAT, "compare", "", wide, 10, FITS));
    return all;
  }

  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";

  private static Flood sse(
      String name,
      String provider,
      String form,
      String first,
      String filler,
      int exitCode,
      String bound) {
    return new Flood(name, provider, form, SSE, utf8(first), utf8(filler), exitCode, bound);
  }

  private static Flood frames(String name, byte[] first, byte[] filler, int exitCode) {
    return new Flood(name, "bedrock", "", FRAMES, first, filler, exitCode, EVENTS);
  }

  private static Flood whole(
      String name, String provider, String first, String filler, int exitCode, String bound) {
    byte[] start = utf8(first);
    return new Flood(
        "a body of " + name, provider, "--no-stream", JSON, start, utf8(filler), exitCode, bound);
  }

  private static String chat(String delta) {
    return data("{\"choices\":[{\"delta\":" + delta + "}]}");
  }

  private static String data(String json) {
    return "data: " + json + "\n\n";
  }

  private static String claude(String type, String more) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + more + "}\n\n";
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
