package dev.byok.testing.strict;

import org.jspecify.annotations.Nullable;

/**
 * A right answer in byok's terms, worked out by hand from what the provider's documentation says of
 * its own: what {@code --json} has to tell of it.
 *
 * @param id the answer's own
 * @param input with what was read from and written to a cache
 * @param output with the reasoning
 */
public record Served(
    String text,
    @Nullable String reasoning,
    String finishReason,
    String model,
    String id,
    long input,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    long output,
    @Nullable Long reasoningTokens) {}
