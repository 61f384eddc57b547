package dev.byok.http;

import java.io.IOException;
import java.time.Duration;

/** The other side said nothing for longer than the idle time-out. */
public final class IdleTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  public IdleTimeoutException(Duration silence) {
    super("nothing came for " + silence.toSeconds() + " s");
  }
}
