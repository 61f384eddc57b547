package dev.byok.ledger.file;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of reading the ledger.
 *
 * @param entries the number of entries
 * @param skippedBytes how many bytes belong to no entry
 * @param skippedPlaces in how many places they are
 * @param skipped the first of these places, at most {@link #MOST_NAMED}
 */
public record ReadSummary(
    long entries, long skippedBytes, long skippedPlaces, List<Skipped> skipped) {
  /** The maximum number of places that are named. */
  public static final int MOST_NAMED = 20;

  public ReadSummary {
    skipped = List.copyOf(skipped);
  }

  /** A summary without damage. */
  public static ReadSummary of(long entries) {
    return new ReadSummary(entries, 0, 0, List.of());
  }

  /** Returns a summary that also has damage after what was read. */
  public ReadSummary with(List<Skipped> damage) {
    List<Skipped> all = new ArrayList<>(skipped);
    long bytes = skippedBytes;
    for (Skipped place : damage) {
      bytes += place.length();
      if (all.size() < MOST_NAMED) {
        all.add(place);
      }
    }
    return new ReadSummary(entries, bytes, skippedPlaces + damage.size(), all);
  }

  /** A range of bytes that belongs to no entry, counted from 0. */
  public record Skipped(long offset, long length) {}
}
