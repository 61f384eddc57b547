package dev.byok.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of a ledger that was to be written anew.
 *
 * @param kept the objects in it
 * @param changed those of them that changed; with none the file was left as it was
 * @param damagedBytes how many bytes belong to no object
 * @param damagedPlaces in how many places they are
 * @param side the file that keeps those bytes; null when there are none, or nothing was written
 */
public record Rewritten(
    long kept, long changed, long damagedBytes, long damagedPlaces, @Nullable Path side) {}
