package dev.byok.ledger.file;

/**
 * Where a reading that began at a {@link Mark} came to.
 *
 * @param mark where the next one begins
 * @param settled whether the file ended as byok ends it; when it did not, what stands behind the
 *     mark was given out too, and the next reading gives it out again
 */
public record Reached(Mark mark, boolean settled) {}
