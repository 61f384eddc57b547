package dev.byok.prices;

import dev.byok.catalog.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a short time what a price list said, also that it lists no such model. A process
 * that sends many requests would otherwise search the file of prices for each of them; a list that
 * is fetched meanwhile counts soon. Any number of threads may ask.
 */
public final class RecentPrices implements Prices {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Programs choose the names of models, so there may be any number. */
  private static final int MOST = 1_000;

  private final Prices prices;
  private final Clock clock;
  private final Map<String, Found> recent = new HashMap<>();

  public RecentPrices(Prices prices, Clock clock) {
    this.prices = prices;
    this.clock = clock;
  }

  private record Found(@Nullable ModelFacts facts, long millis) {}

  @Override
  public @Nullable ModelFacts find(Provider provider, String model) {
    String name = provider.id() + "/" + model;
    long now = clock.millis();
    synchronized (recent) {
      Found found = recent.get(name);
      if (found != null && Math.abs(now - found.millis()) < LONGEST.toMillis()) {
        return found.facts();
      }
    }
    ModelFacts facts = prices.find(provider, model);
    synchronized (recent) {
      if (recent.size() >= MOST) {
        recent.clear();
      }
      recent.put(name, new Found(facts, now));
    }
    return facts;
  }
}
