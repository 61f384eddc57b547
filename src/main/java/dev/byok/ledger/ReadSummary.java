package dev.byok.ledger;

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

  /** Bytes of the file that are no entry, counted from 0. */
  public record Skipped(long offset, long length) {}
}
