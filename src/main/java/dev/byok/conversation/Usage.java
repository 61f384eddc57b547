package dev.byok.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Token counts as the provider reported them. A count that it did not report is null, never 0.
 *
 * @param input all tokens of the prompt, including cached ones
 * @param cacheRead the part of {@code input} that was read from a cache
 * @param cacheWrite the part of {@code input} that was written to a cache
 * @param output all tokens of the answer, including reasoning
 * @param reasoning the part of {@code output} that was reasoning
 */
public record Usage(
    @Nullable Long input,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long output,
    @Nullable Long reasoning) {
  private static final Usage UNKNOWN = new Usage(null, null, null, null, null);

  /** Returns a usage without counts. */
  public static Usage unknown() {
    return UNKNOWN;
  }
}
