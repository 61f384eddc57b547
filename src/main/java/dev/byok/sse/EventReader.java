package dev.byok.sse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into events by the rules of the WHATWG HTML standard, section 9.2.6. Lines end with
 * CR, LF or CRLF, one byte order mark is skipped, comments and unknown fields are ignored, and an
 * event ends at a blank line. The bytes may be cut anywhere, even inside a character. The reader
 * keeps one line and one event, each below a ceiling, and skips an event above it.
 *
 * <p>It differs from the standard in two points, because providers do. {@link #end()} returns an
 * event that the end of the stream cut off, and {@link #strayLines()} returns lines that are not
 * SSE at all, such as a bare JSON error.
 */
public final class EventReader implements EventSource {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int MOST_STRAY_CHARACTERS = 1024 * 1024;
  private static final int LONGEST_NAME = 5;

  /** A buffer that a line has stretched beyond this is released after that line. */
  private static final int USUAL_LINE = 64 * 1024;

  private final int ceiling;
  private final StringBuilder stray = new StringBuilder();
  private byte[] line = new byte[1024];
  private int length;

  /**
   * The only {@code data} line of an event, as most events have; {@code lines} has all if there are
   * several.
   */
  private String data = "";

  private @Nullable StringBuilder lines;
  private boolean firstLine = true;
  private boolean afterCarriageReturn;
  private boolean hasData;
  private String type = "";
  private boolean skipping;
  private boolean skippedAny;

  /**
   * @param ceiling the most bytes of a line, and the most characters of an event
   */
  public EventReader(int ceiling) {
    this.ceiling = ceiling;
  }

  @Override
  public List<Event> feed(byte[] bytes, int offset, int count) {
    List<Event> events = new ArrayList<>();
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      int start = i;
      while (i < end && bytes[i] != '\r' && bytes[i] != '\n') {
        i++;
      }
      if (i > start) {
        append(bytes, start, i - start);
        afterCarriageReturn = false;
      }
      if (i == end) {
        break;
      }
      byte next = bytes[i];
      boolean secondOfPair = afterCarriageReturn && next == '\n';
      afterCarriageReturn = next == '\r';
      if (secondOfPair) {
        continue;
      }
      Event complete = endLine();
      if (complete != null) {
        events.add(complete);
      }
    }
    return events;
  }

  /** Returns the event whose blank line never came, or null. Call it at the end of the stream. */
  @Override
  public @Nullable Event end() {
    Event ended = length > 0 && !isCutName() ? endLine() : null;
    return ended == null ? dispatch() : ended;
  }

  /**
   * The lines that are neither SSE fields nor comments, newline-separated and limited; usually
   * empty.
   */
  @Override
  public String strayLines() {
    return stray.toString();
  }

  @Override
  public boolean skippedAny() {
    return skippedAny;
  }

  /**
   * Whether the line is the beginning of a field's name: the connection ended in it, so it is not
   * stray.
   */
  private boolean isCutName() {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    return "data".startsWith(text) || "event".startsWith(text);
  }

  private void append(byte[] bytes, int offset, int count) {
    if (count > ceiling - length) {
      skip();
    }
    if (skipping) {
      // Keeps enough to distinguish the line from a blank one.
      length = 1;
      line[0] = ':';
      return;
    }
    if (count > line.length - length) {
      line = Arrays.copyOf(line, Math.max(length + count, Math.min(ceiling, line.length * 2)));
    }
    System.arraycopy(bytes, offset, line, length, count);
    length += count;
  }

  /** Skips the event in progress, up to the blank line that ends it. */
  private void skip() {
    skipping = true;
    skippedAny = true;
    line = new byte[1024];
    data = "";
    lines = null;
  }

  private @Nullable Event endLine() {
    int start = 0;
    if (firstLine) {
      firstLine = false;
      boolean marked = length >= 3 && Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, 3);
      start = marked ? 3 : 0;
    }
    int end = length;
    length = 0;
    if (start == end) {
      return dispatch();
    }
    if (line[start] != ':') {
      field(start, end);
    }
    if (line.length > USUAL_LINE) {
      line = new byte[1024];
    }
    return null;
  }

  private void field(int start, int end) {
    int colon = start;
    while (colon < end && line[colon] != ':') {
      colon++;
    }
    int value = colon + 1 < end && line[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, end);
    switch (colon - start > LONGEST_NAME ? "" : text(start, colon)) {
      case "data" -> data(text(value, end));
      case "event" -> type = text(value, end);
      case "id", "retry" -> {}
      default -> {
        if (stray.length() + (end - start) < MOST_STRAY_CHARACTERS) {
          stray.append(text(start, end)).append('\n');
        }
      }
    }
  }

  private String text(int start, int end) {
    return new String(line, start, end - start, StandardCharsets.UTF_8);
  }

  private void data(String value) {
    int before = lines == null ? data.length() : lines.length();
    if (before + value.length() >= ceiling) {
      skip();
      return;
    }
    if (!hasData) {
      data = value;
      hasData = true;
      return;
    }
    if (lines == null) {
      lines = new StringBuilder(data);
      data = "";
    }
    lines.append('\n').append(value);
  }

  private @Nullable Event dispatch() {
    String all = lines == null ? data : lines.toString();
    Event event = hasData && !skipping ? new Event(type.isEmpty() ? "message" : type, all) : null;
    data = "";
    lines = null;
    hasData = false;
    skipping = false;
    type = "";
    return event;
  }
}
