package dev.byok.budget;

import org.jspecify.annotations.Nullable;

/**
 * On whose account a request goes.
 *
 * @param provider a provider's id
 * @param key the key's name; null when no key is sent
 * @param command as the ledger's entry will have it
 * @param client the program for which the request is sent; null for byok's own requests
 */
public record Payer(
    String provider, @Nullable String key, String command, @Nullable String client) {}
