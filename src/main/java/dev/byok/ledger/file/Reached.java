package dev.byok.ledger.file;

/**
 * Where a read that began at a {@link Mark} ended.
 *
 * @param mark where the next read begins
 * @param settled whether the file ended as byok ends it; if not, what follows the mark was read
 *     too, and the next read returns it again
 */
public record Reached(Mark mark, boolean settled) {}
