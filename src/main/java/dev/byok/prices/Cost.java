package dev.byok.prices;

import dev.byok.catalog.Provider;
import dev.byok.conversation.Usage;
import dev.byok.prices.ModelPrice.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What tokens cost after the price list: an estimate, exact in its arithmetic. Cached tokens are
 * taken out of the input and priced at their own rates, where the list has none at that of the
 * input; reasoning is part of the output and priced so.
 */
public final class Cost {
  private static final int PER_MILLION = 6;

  /** What is longer before its point is no cost, and no entry of a ledger takes it. */
  private static final int MOST_DIGITS = 15;

  private Cost() {}

  /**
   * US dollars for these tokens by the price that a list has for the model, see {@link
   * ModelNames#factsOf}; null when that cannot be told.
   */
  public static @Nullable BigDecimal estimate(
      Prices prices, Provider provider, String requested, @Nullable String served, Usage usage) {
    if (usage.input() == null || usage.output() == null) {
      return null;
    }
    ModelFacts facts = ModelNames.factsOf(prices, provider, requested, served);
    return facts == null ? null : of(usage, facts.price());
  }

  /**
   * US dollars for these tokens; null when a count that matters was not stated or a rate that
   * matters is not known.
   */
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
