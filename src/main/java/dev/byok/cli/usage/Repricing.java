package dev.byok.cli.usage;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.conversation.Usage;
import dev.byok.ledger.Estimates;
import dev.byok.ledger.entry.EntryView;
import dev.byok.prices.Cost;
import dev.byok.prices.Prices;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the cost of entries by today's prices, and sums it up. A cost that the provider stated
 * stays, and so does an estimate for which today's list has no price.
 */
final class Repricing implements Estimates {
  private final Catalog catalog;
  private final Prices prices;
  private long entries;
  private long changed;
  private long kept;
  private long unpriced;
  private @Nullable BigDecimal before;
  private @Nullable BigDecimal after;

  Repricing(Catalog catalog, Prices prices) {
    this.catalog = catalog;
    this.prices = prices;
  }

  @Override
  public @Nullable BigDecimal of(EntryView entry) {
    entries++;
    BigDecimal old = entry.costUsd();
    before = add(before, old);
    boolean stated = entry.costSource().equals("provider");
    BigDecimal now = stated ? null : estimate(entry);
    after = add(after, now == null ? old : now);
    if (now != null) {
      boolean same =
          old != null && old.compareTo(now) == 0 && entry.costSource().equals("price-list");
      changed += same ? 0 : 1;
      return same ? null : now;
    }
    if (old == null) {
      unpriced += entry.isUnpriced() ? 1 : 0;
    } else if (!stated) {
      kept++;
    }
    return null;
  }

  long entries() {
    return entries;
  }

  /** The entries with a new estimate. */
  long changed() {
    return changed;
  }

  /** The entries that keep their old estimate, since none can be made now. */
  long kept() {
    return kept;
  }

  /** The entries that used tokens, or may have, and still have no cost. */
  long unpriced() {
    return unpriced;
  }

  /** The total cost before; null if no entry had a cost. */
  @Nullable BigDecimal before() {
    return before;
  }

  /** The total cost now. */
  @Nullable BigDecimal after() {
    return after;
  }

  private @Nullable BigDecimal estimate(EntryView entry) {
    Provider provider = catalog.find(entry.provider());
    return provider == null
        ? null
        : Cost.estimate(
            prices,
            provider,
            entry.model(),
            entry.servedModel(),
            new Usage(
                count(entry.input()),
                count(entry.cacheRead()),
                count(entry.cacheWrite()),
                count(entry.output()),
                count(entry.reasoning())));
  }

  private static @Nullable Long count(long count) {
    return count == EntryView.UNSTATED ? null : (Long) count;
  }

  private static @Nullable BigDecimal add(@Nullable BigDecimal sum, @Nullable BigDecimal more) {
    return sum == null || more == null ? (sum == null ? more : sum) : sum.add(more);
  }
}
