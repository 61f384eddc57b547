package dev.byok.client;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import dev.byok.sse.EventReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Passes a stream of chat completions on without the chunk that has usage and no choices: byok
 * asked for it, and not the program that gets the stream. All other bytes go on as they came, each
 * event as soon as it is complete.
 */
final class HiddenUsage {
  /** A longer event is not that chunk, and goes on as it comes. */
  private static final int LONGEST = 64 * 1024;

  private static final byte[] CHOICES = "\"choices\"".getBytes(StandardCharsets.US_ASCII);

  private final Out out;
  private final Held held = new Held();
  private final Held ready = new Held();
  private boolean isLineEmpty = true;
  private boolean afterReturn;
  private boolean isTooLong;
  private boolean isHidden;

  /** Takes what goes on. */
  @FunctionalInterface
  interface Out {
    /** Takes the first {@code count} bytes of an array that will be used again. */
    void bytes(byte[] bytes, int count);
  }

  HiddenUsage(Out out) {
    this.out = out;
  }

  /** Takes the first {@code count} bytes of an array, which come next. */
  void feed(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      take(bytes[i]);
    }
    if (isTooLong) {
      held.moveTo(ready);
    }
    flush();
  }

  /** Ends the stream, whose last event may lack its blank line. */
  void end() {
    endEvent();
    flush();
  }

  private void take(byte next) {
    if (next == '\n' && afterReturn) {
      afterReturn = false;
      // The second byte of a line's end belongs to what the first one has ended.
      if (held.size() > 0) {
        held.write(next);
      } else if (!isHidden) {
        ready.write(next);
      }
      return;
    }
    afterReturn = next == '\r';
    isHidden = false;
    held.write(next);
    if (next != '\r' && next != '\n') {
      isLineEmpty = false;
      if (held.size() > LONGEST) {
        isTooLong = true;
        held.moveTo(ready);
      }
    } else if (isLineEmpty) {
      endEvent();
    } else {
      isLineEmpty = true;
      if (held.isComment()) {
        // A sign of life, which must not wait for an event.
        held.moveTo(ready);
      }
    }
  }

  private void endEvent() {
    isHidden = !isTooLong && held.isUsageAlone();
    if (isHidden) {
      held.reset();
    } else {
      held.moveTo(ready);
    }
    isTooLong = false;
    isLineEmpty = true;
  }

  private void flush() {
    if (ready.size() > 0) {
      ready.passTo(out);
      ready.reset();
    }
  }

  /** Bytes that can be looked at without a copy. */
  private static final class Held extends ByteArrayOutputStream {
    boolean isComment() {
      return count > 0 && buf[0] == ':';
    }

    void moveTo(Held other) {
      other.write(buf, 0, count);
      reset();
    }

    void passTo(Out sink) {
      sink.bytes(buf, count);
    }

    boolean isUsageAlone() {
      return hasEmptyChoices() && isUsageAlone(data());
    }

    private static boolean isUsageAlone(String data) {
      try {
        JsonObject chunk = Json.parseObject(data);
        return chunk.get("choices") instanceof List<?> choices
            && choices.isEmpty()
            && chunk.object("usage") != null;
      } catch (JsonSyntaxException other) {
        return false;
      }
    }

    /** Most chunks have a choice, and are not read any further. */
    private boolean hasEmptyChoices() {
      for (int i = 0; i + CHOICES.length < count; i++) {
        if (buf[i] == '"' && isChoices(i)) {
          int at = afterBlanks(i + CHOICES.length);
          at = at < count && buf[at] == ':' ? afterBlanks(at + 1) : count;
          at = at < count && buf[at] == '[' ? afterBlanks(at + 1) : count;
          if (at < count && buf[at] == ']') {
            return true;
          }
        }
      }
      return false;
    }

    private boolean isChoices(int from) {
      for (int i = 1; i < CHOICES.length; i++) {
        if (buf[from + i] != CHOICES[i]) {
          return false;
        }
      }
      return true;
    }

    private int afterBlanks(int from) {
      int at = from;
      while (at < count && (buf[at] == ' ' || buf[at] == '\t')) {
        at++;
      }
      return at;
    }

    private String data() {
      EventReader reader = new EventReader(2 * LONGEST);
      List<Event> events = reader.feed(buf, 0, count);
      Event event = events.isEmpty() ? reader.end() : events.getFirst();
      return event == null ? "" : event.data();
    }
  }
}
