package dev.byok.sse;

import java.io.IOException;
import java.util.List;

/** The bytes are not what the stream's format allows. The message says what is wrong with it. */
public final class MalformedStreamException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Event> before;

  public MalformedStreamException(String what) {
    super(what);
    this.before = List.of();
  }

  /**
   * @param before the events that came whole together with what is malformed
   */
  public MalformedStreamException(String what, List<Event> before, Throwable cause) {
    super(what, cause);
    this.before = List.copyOf(before);
  }

  /** What came whole, in order, before it. */
  public List<Event> before() {
    return before;
  }

  /** What is wrong, in words for the user. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
