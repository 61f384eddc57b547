package dev.byok.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an append found broken and put right; to be told once.
 *
 * @param kept the whole entries that were there and still are
 * @param damagedBytes how many bytes belong to no whole entry
 * @param damagedPlaces in how many places they were
 * @param side the file that keeps those bytes, in the folder of the ledger; null when there are
 *     none, as when only the last bracket was missing
 */
public record Repair(long kept, long damagedBytes, long damagedPlaces, @Nullable Path side) {}
