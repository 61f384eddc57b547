package dev.byok.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The result of rewriting a ledger.
 *
 * @param kept the number of objects in it
 * @param changed how many of them changed; if none, the file was left as it was
 * @param damagedBytes how many bytes belong to no object
 * @param damagedPlaces in how many places they are
 * @param side the file with those bytes; null when there are none or nothing was written
 */
public record Rewritten(
    long kept, long changed, long damagedBytes, long damagedPlaces, @Nullable Path side) {}
