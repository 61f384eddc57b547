package dev.byok.sse;

import java.io.IOException;
import java.util.List;

/** Thrown when bytes do not match the stream's format. The message says what is wrong. */
public final class MalformedStreamException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Event> before;

  public MalformedStreamException(String what) {
    super(what);
    this.before = List.of();
  }

  /**
   * @param before the complete events that came with the malformed data
   */
  public MalformedStreamException(String what, List<Event> before, Throwable cause) {
    super(what, cause);
    this.before = List.copyOf(before);
  }

  /** The complete events before the malformed data, in order. */
  public List<Event> before() {
    return before;
  }

  /** What is wrong, in words for the user. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
