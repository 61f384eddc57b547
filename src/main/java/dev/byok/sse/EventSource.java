package dev.byok.sse;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the bytes of one stream into events, wherever the bytes themselves were cut. */
public interface EventSource {
  /** Takes the next bytes and returns the events that they complete, in order. */
  List<Event> feed(byte[] bytes, int offset, int count) throws IOException;

  /** Call at the end of the stream: the event that it cuts off where that still counts, or null. */
  @Nullable Event end() throws IOException;

  /** What came outside of any event, bounded; empty as a rule. */
  String strayLines();

  /** Whether an event was too long to be kept, and was passed over. */
  default boolean skippedAny() {
    return false;
  }
}
