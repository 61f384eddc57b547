package dev.byok.sse;

import java.io.IOException;

/** A line or an event passed the reader's ceiling. */
public final class EventTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  EventTooLongException(int ceiling) {
    super("an event of the stream is longer than " + ceiling + " bytes");
  }
}
