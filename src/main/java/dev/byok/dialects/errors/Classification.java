package dev.byok.dialects.errors;

import dev.byok.failure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's report means to byok.
 *
 * @param name what happened, more finely than the kind says it
 * @param text the first line for the user; null where the kind's own says enough. In both texts
 *     {@code {provider}}, {@code {model}}, {@code {key}}, {@code {host}} and {@code {account}} (the
 *     page of the user's account) stand for those of the request, and {@code {store}} for how
 *     another key is given
 * @param hint the next step; null where the kind's own says enough
 */
public record Classification(
    String name, Kind kind, @Nullable String text, @Nullable String hint) {}
