package dev.byok.client.bedrock;

import dev.byok.json.Json;
import dev.byok.sse.Event;
import dev.byok.sse.EventSource;
import dev.byok.sse.MalformedStreamException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Turns an {@code application/vnd.amazon.eventstream} into events. The SDK decodes the frames and
 * checks both of their checksums. This reader also counts the bytes, because the SDK accepts a
 * stream that ends inside a frame, and reserves memory for whatever length a frame claims.
 */
final class FrameReader implements EventSource {
  /** Precedes the type of an event that reports a failure. */
  static final String EXCEPTION = "exception ";

  private static final int LENGTH_BYTES = 4;
  private static final int SHORTEST_FRAME = 16;

  private final MessageDecoder decoder = new MessageDecoder();
  private final int ceiling;
  private int lengthBytes;
  private int length;
  private int left;

  /**
   * @param ceiling the most bytes of a frame
   */
  FrameReader(int ceiling) {
    this.ceiling = ceiling;
  }

  @Override
  public List<Event> feed(byte[] bytes, int offset, int count) throws MalformedStreamException {
    int possible = possible(bytes, offset, count);
    RuntimeException damage =
        possible == count ? null : new IllegalArgumentException("an impossible length");
    List<Event> events = new ArrayList<>();
    try {
      decoder.feed(bytes, offset, possible);
    } catch (RuntimeException malformed) {
      // The SDK has no specific exception for a bad checksum, a bad length or a bad header.
      damage = malformed;
    }
    try {
      for (Message message : decoder.getDecodedMessages()) {
        events.add(event(message));
      }
    } catch (RuntimeException malformed) {
      damage = malformed;
    }
    if (damage != null) {
      throw new MalformedStreamException("a frame of the stream is damaged", events, damage);
    }
    return events;
  }

  @Override
  public @Nullable Event end() throws MalformedStreamException {
    if (lengthBytes > 0) {
      throw new MalformedStreamException("the stream ended inside a frame");
    }
    return null;
  }

  @Override
  public String strayLines() {
    return "";
  }

  /**
   * Follows the frames by their lengths, which are their first four bytes. Returns how many of the
   * bytes come before a length that is not allowed.
   */
  private int possible(byte[] bytes, int offset, int count) {
    int at = offset;
    int end = offset + count;
    int frame = at;
    while (at < end) {
      if (lengthBytes < LENGTH_BYTES) {
        length = length << 8 | (bytes[at++] & 0xFF);
        lengthBytes++;
        left = length - LENGTH_BYTES;
        if (lengthBytes == LENGTH_BYTES && (length < SHORTEST_FRAME || length > ceiling)) {
          return frame - offset;
        }
      } else {
        int step = Math.min(left, end - at);
        at += step;
        left -= step;
        if (left == 0) {
          lengthBytes = 0;
          length = 0;
          frame = at;
        }
      }
    }
    return count;
  }

  private static Event event(Message message) {
    Map<String, HeaderValue> headers = message.getHeaders();
    String kind = text(headers, ":message-type");
    if (kind.equals("exception")) {
      return new Event(EXCEPTION + text(headers, ":exception-type"), payload(message));
    }
    if (kind.equals("error")) {
      return new Event(
          EXCEPTION + text(headers, ":error-code"),
          Json.write(Map.of("message", text(headers, ":error-message"))));
    }
    return new Event(text(headers, ":event-type"), payload(message));
  }

  private static String payload(Message message) {
    return new String(message.getPayload(), StandardCharsets.UTF_8);
  }

  private static String text(Map<String, HeaderValue> headers, String name) {
    HeaderValue value = headers.get(name);
    return value == null ? "" : value.getString();
  }
}
