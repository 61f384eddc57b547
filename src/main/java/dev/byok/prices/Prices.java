package dev.byok.prices;

import dev.byok.catalog.Provider;
import org.jspecify.annotations.Nullable;

/** What the public price list says of models. */
@FunctionalInterface
public interface Prices {
  /** What is known of a provider's model, named exactly so; null for nothing. */
  @Nullable ModelFacts find(Provider provider, String model);
}
