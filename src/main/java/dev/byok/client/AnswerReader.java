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
 * Takes an answer's form from what it is: its first byte tells a JSON body from a stream, whatever
 * its content type says and whatever was asked for; the type alone tells a stream of JSON lines.
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
   * @param stream what reads events, or frames
   */
  AnswerReader(String type, EventSource stream, WholeBody whole) {
    this.type = type;
    this.stream = stream;
    this.whole = whole;
  }

  /** Takes more bytes; true when something of a body was kept, and not all of it blank. */
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
      // What came whole before a damage is still part of the answer.
      events.addAll(malformed.before());
      damage = malformed;
    }
    return false;
  }

  /** No more comes. */
  void end() throws IOException {
    if (damage == null && !isJson) {
      Event last = stream.end();
      if (last != null) {
        events.add(last);
      }
    }
  }

  /** The next event; null when there is none yet. */
  @Nullable Event poll() throws MalformedStreamException {
    Event event = events.poll();
    if (event == null && damage != null) {
      throw damage;
    }
    anyEvent |= event != null;
    return event;
  }

  /** The JSON of an answer that is no stream; null when there is none. */
  @Nullable String text() {
    String text = isJson ? whole.toString() : anyEvent ? "" : stream.strayLines();
    String stripped = text.stripLeading();
    return isJson || stripped.startsWith("{") || stripped.startsWith("[") ? text : null;
  }

  /** What came outside of any event. */
  String strayLines() {
    return isJson ? "" : stream.strayLines();
  }

  /** Whether a whole JSON value is there: what becomes of the connection changes nothing. */
  boolean isComplete() {
    return isJson && whole.isComplete();
  }

  /** Whether an event was too long to be read. */
  boolean skippedAny() {
    return stream.skippedAny();
  }

  boolean isPage() {
    String begins = begins();
    return !anyEvent && (begins.startsWith("<") || (type.contains("html") && !isJson));
  }

  /** How it begins; empty for an empty body. */
  String begins() {
    return new String(start, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
  }

  /** Where the body begins, behind a byte order mark and blanks; the count when it does not yet. */
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
