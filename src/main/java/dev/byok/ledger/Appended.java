package dev.byok.ledger;

import dev.byok.ledger.repair.Repair;
import org.jspecify.annotations.Nullable;

/**
 * The result of appending several entries.
 *
 * @param entries how many are in the ledger now, from the first on
 * @param repair what was repaired; usually null
 */
public record Appended(int entries, @Nullable Repair repair) {}
