package dev.byok.budget;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;

/** What was spent, exactly. */
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

  /** The entries that used tokens, or may have, at a cost that is not known. */
  long unpriced() {
    return unpriced;
  }

  /** The entries that may have used tokens that nobody has told of. */
  long uncounted() {
    return uncounted;
  }

  /** The entries whose part in the sum of this unit is not known. */
  long unknown(Unit unit) {
    return unit == Unit.USD ? unpriced : uncounted;
  }

  BigDecimal of(Unit unit) {
    return unit == Unit.USD ? cost : new BigDecimal(tokens);
  }
}
