package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import org.jspecify.annotations.Nullable;

/**
 * How a prompt ended.
 *
 * @param failure why there is no complete answer, or null for a good end
 * @param unrecorded why the ledger has no line for it although it should, or null
 * @param entry the ledger's line, or null if nothing was sent
 */
public record Ending(
    Outcome outcome,
    @Nullable Failure failure,
    @Nullable Failure unrecorded,
    @Nullable Entry entry) {}
