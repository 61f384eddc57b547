package dev.byok.ledger;

import dev.byok.conversation.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Totals in the making. */
final class Sums {
  private final Count input = new Count();
  private final Count cacheRead = new Count();
  private final Count cacheWrite = new Count();
  private final Count output = new Count();
  private final Count reasoning = new Count();
  private @Nullable BigDecimal cost;
  private long requests;
  private long failed;
  private long unpriced;

  void add(Entry entry) {
    requests++;
    if (!entry.status().equals("ok")) {
      failed++;
    }
    Usage usage = entry.usage();
    input.add(usage.input());
    cacheRead.add(usage.cacheRead());
    cacheWrite.add(usage.cacheWrite());
    output.add(usage.output());
    reasoning.add(usage.reasoning());
    BigDecimal price = entry.costUsd();
    if (price != null) {
      cost = cost == null ? price : cost.add(price);
    } else if (spent(usage.input()) || spent(usage.output())) {
      unpriced++;
    }
  }

  Totals totals() {
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

  private static boolean spent(@Nullable Long tokens) {
    return tokens != null && tokens > 0;
  }

  /** A sum of counts that are not negative; past the end of a long it goes on exactly. */
  private static final class Count {
    private BigInteger carried = BigInteger.ZERO;
    private long sum;
    private boolean stated;

    void add(@Nullable Long count) {
      if (count == null) {
        return;
      }
      stated = true;
      if (sum > Long.MAX_VALUE - count) {
        carried = carried.add(BigInteger.valueOf(sum));
        sum = 0;
      }
      sum += count;
    }

    @Nullable BigInteger sum() {
      return stated ? carried.add(BigInteger.valueOf(sum)) : null;
    }
  }
}
