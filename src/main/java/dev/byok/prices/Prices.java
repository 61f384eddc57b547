package dev.byok.prices;

import dev.byok.catalog.Provider;
import org.jspecify.annotations.Nullable;

/** Looks up models in the public price list. */
@FunctionalInterface
public interface Prices {
  /** Returns the facts of a model with exactly this name, or null when it is not listed. */
  @Nullable ModelFacts find(Provider provider, String model);
}
