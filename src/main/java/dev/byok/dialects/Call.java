package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect knows of a request besides its prompt.
 *
 * @param model the model's id in the provider's words
 * @param stream whether the answer is streamed
 * @param quirks how this provider speaks the dialect
 * @param apiVersion for Azure's older API, whose path names the deployment; null otherwise
 */
public record Call(String model, boolean stream, Quirks quirks, @Nullable String apiVersion) {}
