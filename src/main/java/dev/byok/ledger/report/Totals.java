package dev.byok.ledger.report;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums over entries; null where not one of them stated the fact.
 *
 * @param requests how many entries
 * @param failed those whose status is not {@code ok}
 * @param input tokens, cached ones included
 * @param output tokens, reasoning included
 * @param costUsd US dollars, over the entries that have a cost
 * @param unpriced the entries that have no cost although they spent tokens, or may have
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

  /** Input and output together; null where neither was stated. */
  public @Nullable BigInteger tokens() {
    return input == null && output == null ? null : tokensOrZero();
  }

  BigInteger tokensOrZero() {
    return orZero(input).add(orZero(output));
  }

  /** Adds the fields of the contract behind those that are there. */
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
