package dev.byok.ledger.entry;

import org.jspecify.annotations.Nullable;

/**
 * Caches model references; a new pair replaces the old one in its slot. Joining the two texts of
 * every line would make a report by model a tenth slower.
 */
final class References {
  private static final int SIZE = 256;

  private final @Nullable String[] providers = new @Nullable String[SIZE];
  private final @Nullable String[] models = new @Nullable String[SIZE];
  private final @Nullable String[] references = new @Nullable String[SIZE];

  String of(String provider, String model) {
    int hash = 31 * provider.hashCode() + model.hashCode();
    int slot = (hash ^ (hash >>> 8)) & (SIZE - 1);
    String known = references[slot];
    if (known != null && provider.equals(providers[slot]) && model.equals(models[slot])) {
      return known;
    }
    String fresh = provider + "/" + model;
    providers[slot] = provider;
    models[slot] = model;
    references[slot] = fresh;
    return fresh;
  }
}
