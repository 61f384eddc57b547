package dev.byok.term.console;

import org.jspecify.annotations.Nullable;

/**
 * A possible completion of a word.
 *
 * @param value the text that replaces the word
 * @param description a few words that are shown beside it
 * @param complete whether the word is then finished, so that a blank may be added
 */
public record CompletionCandidate(String value, @Nullable String description, boolean complete) {}
