package dev.byok.client;

import dev.byok.sse.Event;
import dev.byok.sse.EventSource;
import dev.byok.sse.JsonLines;
import dev.byok.sse.MalformedStreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Detects an answer's format. The first byte distinguishes a JSON body from a stream, whatever the
 * content type says and whatever was asked for. Only the content type distinguishes a stream of
 * JSON lines.
 */
final class AnswerReader {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int LONGEST_START = 4096;

  private final String type;
  private final WholeBody whole;
  private final Queue<Event> events = new ArrayDeque<>();
  private EventSource stream;
  private byte[] start = new byte[0];
  private int marks;
  private boolean knowsForm;
  private boolean isJson;
  private boolean anyEvent;
  private @Nullable MalformedStreamException damage;

  /**
   * @param type the content type in lower case
   * @param stream reads events or frames
   */
  AnswerReader(String type, EventSource stream, WholeBody whole) {
    this.type = type;
    this.stream = stream;
    this.whole = whole;
  }

  /** Adds more bytes. Returns true if some were kept as part of a body and are not all blank. */
  boolean feed(byte[] bytes, int count) throws IOException {
    if (start.length < LONGEST_START) {
      int more = Math.min(count, LONGEST_START - start.length);
      start = Arrays.copyOf(start, start.length + more);
      System.arraycopy(bytes, 0, start, start.length - more, more);
    }
    int from = knowsForm ? 0 : form(bytes, count);
    if (from == count) {
      return false;
    }
    if (isJson) {
      return whole.add(bytes, from, count);
    }
    try {
      events.addAll(stream.feed(bytes, from, count - from));
    } catch (MalformedStreamException malformed) {
      // What came complete before the damage is still part of the answer.
      events.addAll(malformed.before());
      damage = malformed;
    }
    return false;
  }

  void end() throws IOException {
    if (damage == null && !isJson) {
      Event last = stream.end();
      if (last != null) {
        events.add(last);
      }
    }
  }

  /** Returns the next event, or null if there is none yet. */
  @Nullable Event poll() throws MalformedStreamException {
    Event event = events.poll();
    if (event == null && damage != null) {
      throw damage;
    }
    anyEvent |= event != null;
    return event;
  }

  /** Returns the JSON of an answer that is not a stream, or null if there is none. */
  @Nullable String text() {
    String text = isJson ? whole.toString() : anyEvent ? "" : stream.strayLines();
    String stripped = text.stripLeading();
    return isJson || stripped.startsWith("{") || stripped.startsWith("[") ? text : null;
  }

  /** Returns what came outside of any event. */
  String strayLines() {
    return isJson ? "" : stream.strayLines();
  }

  /** Whether a complete JSON value has arrived. Then the connection no longer matters. */
  boolean isComplete() {
    return isJson && whole.isComplete();
  }

  boolean skippedAny() {
    return stream.skippedAny();
  }

  boolean isPage() {
    String begins = begins();
    return !anyEvent && (begins.startsWith("<") || (type.contains("html") && !isJson));
  }

  /** How the body begins. */
  String begins() {
    return new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
  }

  /**
   * Returns where the body begins, after a byte order mark and blanks, or {@code count} if it has
   * not.
   */
  private int form(byte[] bytes, int count) {
    if (type.contains("amazon.eventstream") && bytes[0] != '{') {
      knowsForm = true;
      return 0;
    }
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (marks < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[marks]) {
        marks++;
      } else if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        knowsForm = true;
        boolean opens = next == '{' || next == '[';
        boolean lines = isLines() && (opens || next == JsonLines.SEPARATOR);
        isJson = opens && !lines;
        stream = lines ? new JsonLines(AnswerBounds.LARGEST_EVENT) : stream;
        return i;
      }
    }
    return count;
  }

  private boolean isLines() {
    return type.contains("ndjson")
        || type.contains("jsonl")
        || type.contains("json-seq")
        || type.contains("stream+json")
        || type.contains("jsonlines");
  }
}
