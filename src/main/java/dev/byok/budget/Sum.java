package dev.byok.budget;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact sum of what was spent. */
final class Sum {
  private BigDecimal cost = BigDecimal.ZERO;
  private BigInteger tokens = BigInteger.ZERO;
  private long unpriced;
  private long uncounted;

  Sum() {}

  Sum(BigDecimal cost, BigInteger tokens, long unpriced, long uncounted) {
    this.cost = cost;
    this.tokens = tokens;
    this.unpriced = unpriced;
    this.uncounted = uncounted;
  }

  void add(EntryView entry) {
    long input = Math.max(0, entry.input());
    long output = Math.max(0, entry.output());
    tokens = tokens.add(BigInteger.valueOf(input)).add(BigInteger.valueOf(output));
    BigDecimal price = entry.costUsd();
    if (price != null) {
      cost = cost.add(price);
    }
    unpriced += entry.isUnpriced() ? 1 : 0;
    uncounted += entry.isUncounted() ? 1 : 0;
  }

  void add(Sum other) {
    cost = cost.add(other.cost);
    tokens = tokens.add(other.tokens);
    unpriced += other.unpriced;
    uncounted += other.uncounted;
  }

  BigDecimal cost() {
    return cost;
  }

  BigInteger tokens() {
    return tokens;
  }

  /** Returns how many entries used tokens, or may have, at an unknown cost. */
  long unpriced() {
    return unpriced;
  }

  /** Returns how many entries may have used tokens that were not reported. */
  long uncounted() {
    return uncounted;
  }

  /** Returns how many entries have an unknown amount in this unit. */
  long unknown(Unit unit) {
    return unit == Unit.USD ? unpriced : uncounted;
  }

  BigDecimal of(Unit unit) {
    return unit == Unit.USD ? cost : new BigDecimal(tokens);
  }
}
