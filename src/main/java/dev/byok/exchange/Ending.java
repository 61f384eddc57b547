package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import org.jspecify.annotations.Nullable;

/**
 * How a prompt ended.
 *
 * @param failure why there is no whole answer; null for a good end
 * @param unrecorded why the ledger has no line of it although it should; null otherwise
 * @param entry the ledger's line; null when nothing was sent
 */
public record Ending(
    Outcome outcome,
    @Nullable Failure failure,
    @Nullable Failure unrecorded,
    @Nullable Entry entry) {}
