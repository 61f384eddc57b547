package dev.byok.ledger.report;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums over entries. A sum is null when no entry stated that fact.
 *
 * @param requests the number of entries
 * @param failed how many of them have a status other than {@code ok}
 * @param input tokens, including cached ones
 * @param output tokens, including reasoning
 * @param costUsd US dollars, over the entries that have a cost
 * @param unpriced how many entries have no cost although they spent tokens, or may have
 */
public record Totals(
    long requests,
    long failed,
    @Nullable BigInteger input,
    @Nullable BigInteger cacheRead,
    @Nullable BigInteger cacheWrite,
    @Nullable BigInteger output,
    @Nullable BigInteger reasoning,
    @Nullable BigDecimal costUsd,
    long unpriced) {

  /** Returns input plus output, or null when neither was stated. */
  public @Nullable BigInteger tokens() {
    return input == null && output == null ? null : tokensOrZero();
  }

  BigInteger tokensOrZero() {
    return orZero(input).add(orZero(output));
  }

  /** Adds the fields of the contract after those already there. */
  JsonObject.Builder putInto(JsonObject.Builder object) {
    return object
        .put("requests", requests)
        .put("failed", failed)
        .put(
            "usage",
            JsonObject.builder()
                .put("input", input)
                .put("cache_read", cacheRead)
                .put("cache_write", cacheWrite)
                .put("output", output)
                .put("reasoning", reasoning)
                .build())
        .put("cost_usd", costUsd)
        .put("unpriced", unpriced);
  }

  private static BigInteger orZero(@Nullable BigInteger count) {
    return count == null ? BigInteger.ZERO : count;
  }
}
