package dev.byok.http;

import java.io.IOException;
import java.time.Duration;

/** Thrown when the other side sent nothing, or nothing that counts, within the idle time-out. */
public final class IdleTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean dripping;

  private IdleTimeoutException(String message, boolean dripping) {
    super(message);
    this.dripping = dripping;
  }

  public IdleTimeoutException(Duration silence) {
    this("nothing came for " + inWords(silence), false);
  }

  /** Makes one for bytes that came now and then, but not what was waited for. */
  public static IdleTimeoutException dripping(String what, Duration limit) {
    return new IdleTimeoutException(what + " within " + inWords(limit), true);
  }

  public boolean isDripping() {
    return dripping;
  }

  /** In seconds, or in milliseconds if it is shorter than one. */
  public static String inWords(Duration silence) {
    return silence.toMillis() < 1000 ? silence.toMillis() + " ms" : silence.toSeconds() + " s";
  }
}
