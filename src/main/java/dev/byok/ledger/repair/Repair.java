package dev.byok.ledger.repair;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an append found broken and repaired. It is reported once.
 *
 * @param kept the number of whole entries, all of which were kept; null when only the end of a
 *     large file was read: then every entry before it was kept
 * @param damagedBytes how many bytes belong to no whole entry
 * @param damagedPlaces in how many places they were
 * @param side the file with those bytes, in the folder of the ledger; null when there are none, for
 *     example when only the last bracket was missing
 */
public record Repair(
    @Nullable Long kept, long damagedBytes, long damagedPlaces, @Nullable Path side) {
  /** Whether the file had no entries and no damage; it was only not in byok's form. */
  public boolean isOfNothing() {
    return kept != null && kept + damagedBytes == 0;
  }
}
