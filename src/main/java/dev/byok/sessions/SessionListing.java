package dev.byok.sessions;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One saved session as lists show it.
 *
 * @param model the reference for the next prompt; null before the first
 * @param turns the number of questions and answers
 * @param title the first words of the first question; null before it
 */
public record SessionListing(
    String name,
    @Nullable String model,
    long turns,
    Instant created,
    Instant updated,
    @Nullable String title) {
  static final Comparator<SessionListing> NEWEST_FIRST =
      Comparator.comparing(SessionListing::updated).reversed().thenComparing(SessionListing::name);
}
