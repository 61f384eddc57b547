package dev.byok.term.console;

import org.jspecify.annotations.Nullable;

/**
 * What a word may be completed to.
 *
 * @param value what stands in the word's place
 * @param description what is shown beside it, in a few words
 * @param complete whether nothing can follow in the same word, so that a blank may be added
 */
public record CompletionCandidate(String value, @Nullable String description, boolean complete) {}
