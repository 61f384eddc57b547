package dev.byok.ledger;

import dev.byok.ledger.repair.Repair;
import org.jspecify.annotations.Nullable;

/**
 * The result of writing several entries.
 *
 * @param entries how many are in the ledger now, from the first on
 * @param unforced how many bytes may not be on the disk yet
 * @param repair what was repaired; usually null
 */
public record Appended(int entries, int unforced, @Nullable Repair repair) {}
