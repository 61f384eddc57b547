package dev.byok.dialects.errors;

import dev.byok.failure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a provider's report.
 *
 * @param name what happened, in more detail than the kind
 * @param text the first line for the user; null where the kind's own is enough. In both texts
 *     {@code {provider}}, {@code {model}}, {@code {key}}, {@code {host}} and {@code {account}} (the
 *     page of the user's account) stand for those of the request, and {@code {store}} for how to
 *     store or use another key
 * @param hint the next step; null where the kind's own is enough
 */
public record Classification(
    String name, Kind kind, @Nullable String text, @Nullable String hint) {}
