package dev.byok.testing.strict;

import org.jspecify.annotations.Nullable;

/**
 * A correct answer in byok's terms, as {@code --json} must report it. Its values were derived by
 * hand from the provider's documentation.
 *
 * @param id the provider's id of the answer
 * @param input including what was read from and written to a cache
 * @param output including the reasoning
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
