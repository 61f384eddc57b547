package dev.byok.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stream of JSON values, one per line, with or without the separator of RFC 7464. */
public final class JsonLines implements EventSource {
  /** Precedes each value of a JSON text sequence. */
  public static final byte SEPARATOR = 0x1e;

  private final int ceiling;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean skipping;
  private boolean skippedAny;

  /**
   * @param ceiling the most bytes of a line
   */
  public JsonLines(int ceiling) {
    this.ceiling = ceiling;
  }

  @Override
  public List<Event> feed(byte[] bytes, int offset, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = offset; i < offset + count; i++) {
      byte next = bytes[i];
      if (next == '\n' || next == SEPARATOR) {
        Event event = end();
        if (event != null) {
          events.add(event);
        }
      } else if (line.size() == ceiling) {
        skipping = true;
        skippedAny = true;
        line.reset();
      } else if (!skipping) {
        line.write(next);
      }
    }
    return events;
  }

  @Override
  public @Nullable Event end() {
    String text = skipping ? "" : line.toString(StandardCharsets.UTF_8).strip();
    skipping = false;
    line.reset();
    return text.isEmpty() ? null : new Event("message", text);
  }

  @Override
  public String strayLines() {
    return "";
  }

  @Override
  public boolean skippedAny() {
    return skippedAny;
  }
}
