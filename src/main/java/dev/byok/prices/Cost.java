package dev.byok.prices;

import dev.byok.catalog.Provider;
import dev.byok.conversation.Usage;
import dev.byok.prices.ModelPrice.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what tokens cost by the price list. The arithmetic is exact. Cached tokens are
 * subtracted from the input and priced at their own rates, or at the input rate where the list has
 * none. Reasoning is part of the output and has its price.
 */
public final class Cost {
  private static final int PER_MILLION = 6;

  /** An amount with more digits before the point is not a cost, and no ledger entry accepts it. */
  private static final int MOST_DIGITS = 15;

  private Cost() {}

  /**
   * Returns US dollars by the list's price for the model, see {@link ModelNames#factsOf}; null when
   * the cost is unknown.
   */
  public static @Nullable BigDecimal estimate(
      Prices prices, Provider provider, String requested, @Nullable String served, Usage usage) {
    if (usage.input() == null || usage.output() == null) {
      return null;
    }
    ModelFacts facts = ModelNames.factsOf(prices, provider, requested, served);
    return facts == null ? null : of(usage, facts.price());
  }

  /** Returns US dollars, or null when a count or a rate that matters is unknown. */
  public static @Nullable BigDecimal of(Usage usage, ModelPrice price) {
    Long input = usage.input();
    Long output = usage.output();
    if (input == null || output == null) {
      return null;
    }
    Rates rates = price.rates(input);
    if (!rates.isKnown()) {
      return null;
    }
    long read = Math.min(orZero(usage.cacheRead()), input);
    long written = Math.min(orZero(usage.cacheWrite()), input - read);
    BigDecimal sum = BigDecimal.ZERO;
    sum = add(sum, input - read - written, rates.input());
    sum = add(sum, read, rates.cacheRead() == null ? rates.input() : rates.cacheRead());
    sum = add(sum, written, rates.cacheWrite() == null ? rates.input() : rates.cacheWrite());
    sum = add(sum, output, rates.output());
    if (sum == null) {
      return null;
    }
    BigDecimal dollars = sum.movePointLeft(PER_MILLION).stripTrailingZeros();
    if (dollars.precision() - dollars.scale() > MOST_DIGITS) {
      return null;
    }
    return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
  }

  private static @Nullable BigDecimal add(
      @Nullable BigDecimal sum, long tokens, @Nullable BigDecimal rate) {
    if (tokens == 0 || sum == null) {
      return sum;
    }
    return rate == null ? null : sum.add(rate.multiply(BigDecimal.valueOf(tokens)));
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
