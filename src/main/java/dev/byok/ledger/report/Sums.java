package dev.byok.ledger.report;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Adds up entries into {@link Totals}. */
public final class Sums {
  private final Count input = new Count();
  private final Count cacheRead = new Count();
  private final Count cacheWrite = new Count();
  private final Count output = new Count();
  private final Count reasoning = new Count();
  private @Nullable BigDecimal cost;
  private long requests;
  private long failed;
  private long unpriced;

  public void add(EntryView entry) {
    requests++;
    if (!entry.status().equals(Selection.OK)) {
      failed++;
    }
    input.add(entry.input());
    cacheRead.add(entry.cacheRead());
    cacheWrite.add(entry.cacheWrite());
    output.add(entry.output());
    reasoning.add(entry.reasoning());
    BigDecimal price = entry.costUsd();
    if (price != null) {
      add(price);
    } else if (entry.isUnpriced()) {
      unpriced++;
    }
  }

  void add(Sums other) {
    requests += other.requests;
    failed += other.failed;
    unpriced += other.unpriced;
    input.add(other.input);
    cacheRead.add(other.cacheRead);
    cacheWrite.add(other.cacheWrite);
    output.add(other.output);
    reasoning.add(other.reasoning);
    add(other.cost);
  }

  private void add(@Nullable BigDecimal amount) {
    if (amount != null) {
      cost = cost == null ? amount : cost.add(amount);
    }
  }

  public Totals totals() {
    return new Totals(
        requests,
        failed,
        input.sum(),
        cacheRead.sum(),
        cacheWrite.sum(),
        output.sum(),
        reasoning.sum(),
        cost,
        unpriced);
  }

  /** A sum of counts that are not negative. It stays exact beyond the range of a long. */
  private static final class Count {
    private BigInteger carried = BigInteger.ZERO;
    private long sum;
    private boolean stated;

    void add(long count) {
      if (count == EntryView.UNSTATED) {
        return;
      }
      stated = true;
      if (sum > Long.MAX_VALUE - count) {
        carried = carried.add(BigInteger.valueOf(sum));
        sum = 0;
      }
      sum += count;
    }

    void add(Count other) {
      stated |= other.stated;
      carried = carried.add(other.carried).add(BigInteger.valueOf(other.sum));
    }

    @Nullable BigInteger sum() {
      return stated ? carried.add(BigInteger.valueOf(sum)) : null;
    }
  }
}
