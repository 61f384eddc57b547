package dev.byok.ledger.budget;

import dev.byok.ledger.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;

/** What was spent, exactly. */
final class Sum {
  private BigDecimal cost = BigDecimal.ZERO;
  private BigInteger tokens = BigInteger.ZERO;
  private long unpriced;

  Sum() {}

  Sum(BigDecimal cost, BigInteger tokens, long unpriced) {
    this.cost = cost;
    this.tokens = tokens;
    this.unpriced = unpriced;
  }

  void add(EntryView entry) {
    long input = Math.max(0, entry.input());
    long output = Math.max(0, entry.output());
    tokens = tokens.add(BigInteger.valueOf(input)).add(BigInteger.valueOf(output));
    BigDecimal price = entry.costUsd();
    if (price != null) {
      cost = cost.add(price);
    } else if (input > 0 || output > 0) {
      unpriced++;
    }
  }

  void add(Sum other) {
    cost = cost.add(other.cost);
    tokens = tokens.add(other.tokens);
    unpriced += other.unpriced;
  }

  BigDecimal cost() {
    return cost;
  }

  BigInteger tokens() {
    return tokens;
  }

  /** The entries that used tokens at a price that is not known. */
  long unpriced() {
    return unpriced;
  }

  BigDecimal of(Unit unit) {
    return unit == Unit.USD ? cost : new BigDecimal(tokens);
  }
}
