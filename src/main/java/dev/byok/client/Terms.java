package dev.byok.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a prompt is sent.
 *
 * @param stream whether the answer is requested piece by piece
 * @param idleTimeout the longest silence that is allowed
 * @param retries how often a connection failure, a 429 or a 5xx is retried at most
 * @param kilo what the Kilo Gateway gets, or null for other providers
 */
public record Terms(boolean stream, Duration idleTimeout, int retries, @Nullable KiloTask kilo) {
  public Terms(boolean stream, Duration idleTimeout, int retries) {
    this(stream, idleTimeout, retries, null);
  }

  public Terms through(KiloTask other) {
    return new Terms(stream, idleTimeout, retries, other);
  }
}
