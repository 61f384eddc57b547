package dev.byok.ledger.file;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reading of the ledger found.
 *
 * @param entries how many entries were given out
 * @param skippedBytes how many bytes belong to no entry
 * @param skippedPlaces in how many places they are
 * @param skipped the first of these places, at most {@link #MOST_NAMED}
 */
public record ReadSummary(
    long entries, long skippedBytes, long skippedPlaces, List<Skipped> skipped) {
  /** So many places are named, however many there are. */
  public static final int MOST_NAMED = 20;

  public ReadSummary {
    skipped = List.copyOf(skipped);
  }

  /** Of entries alone. */
  public static ReadSummary of(long entries) {
    return new ReadSummary(entries, 0, 0, List.of());
  }

  /** With damage behind what was read. */
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

  /** Bytes of the file that are no entry, counted from 0. */
  public record Skipped(long offset, long length) {}
}
