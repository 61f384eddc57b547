package dev.byok.sse;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the bytes of one stream into events, wherever the bytes themselves were cut. */
public interface EventSource {
  /** Takes the next bytes and returns the events that they complete, in order. */
  List<Event> feed(byte[] bytes, int offset, int count) throws IOException;

  /**
   * Call at the end of the stream. Returns the event that it cut off, if that still counts, or
   * null.
   */
  @Nullable Event end() throws IOException;

  /** What came outside of any event, limited in length; usually empty. */
  String strayLines();

  /** Whether an event was skipped because it was too long. */
  default boolean skippedAny() {
    return false;
  }
}
