package dev.byok.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Tokens as the provider stated them; null where it said nothing, never 0 instead.
 *
 * @param input every prompt token, cached ones included
 * @param cacheRead the part of {@code input} that was read from a cache
 * @param cacheWrite the part of {@code input} that was written to a cache
 * @param output every token of the answer, reasoning included
 * @param reasoning the part of {@code output} that was reasoning
 */
public record Usage(
    @Nullable Long input,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long output,
    @Nullable Long reasoning) {
  private static final Usage UNKNOWN = new Usage(null, null, null, null, null);

  /** Nothing was said. */
  public static Usage unknown() {
    return UNKNOWN;
  }
}
