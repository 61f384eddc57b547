package dev.byok.budget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be sent.
 *
 * @param id of the ledger entry that it will have
 * @param key the key's name; null when no key is sent
 * @param model as the user knows it, for messages
 * @param patience the longest silence for which the request waits
 */
public record Claim(
    String id,
    String provider,
    @Nullable String key,
    String model,
    Estimate estimate,
    Duration patience) {}
