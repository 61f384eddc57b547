package dev.byok.budget;

import java.time.Duration;

/**
 * A request that is about to be sent.
 *
 * @param id of the ledger entry that it will have
 * @param payer on whose account it goes
 * @param model as the user knows it, for messages
 * @param patience the longest silence for which the request waits
 */
public record Claim(String id, Payer payer, String model, Estimate estimate, Duration patience) {}
