package dev.byok.http;

import java.io.IOException;
import java.time.Duration;

/** The other side said nothing for longer than the idle time-out. */
public final class IdleTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  public IdleTimeoutException(Duration silence) {
    super("nothing came for " + inWords(silence));
  }

  /** In seconds, or in milliseconds where seconds would say 0. */
  static String inWords(Duration silence) {
    return silence.toMillis() < 1000 ? silence.toMillis() + " ms" : silence.toSeconds() + " s";
  }
}
