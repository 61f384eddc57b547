package dev.byok.ledger.repair;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an append found broken and put right; to be told once.
 *
 * @param kept how many whole entries were there and still are; null when only the end was looked
 *     at, as in a large file: then every one before it is
 * @param damagedBytes how many bytes belong to no whole entry
 * @param damagedPlaces in how many places they were
 * @param side the file that keeps those bytes, in the folder of the ledger; null when there are
 *     none, as when only the last bracket was missing
 */
public record Repair(
    @Nullable Long kept, long damagedBytes, long damagedPlaces, @Nullable Path side) {
  /** Whether the file held nothing, only not in byok's form. */
  public boolean isOfNothing() {
    return kept != null && kept + damagedBytes == 0;
  }
}
