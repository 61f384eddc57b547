package dev.byok.budget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be sent.
 *
 * @param id of the entry that it will be in the ledger
 * @param key the key's name; null when none is sent
 * @param model as the user knows it, for messages
 * @param patience the longest silence that it waits out
 */
public record Claim(
    String id,
    String provider,
    @Nullable String key,
    String model,
    Estimate estimate,
    Duration patience) {}
