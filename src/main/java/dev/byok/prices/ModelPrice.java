package dev.byok.prices;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The price of a model, in USD per million tokens. An unknown price is null, never zero.
 *
 * @param tiers other rates for longer prompts, by rising size
 */
public record ModelPrice(Rates rates, List<Tier> tiers) {
  private static final ModelPrice UNKNOWN = new ModelPrice(Rates.unknown(), List.of());

  /** A thousand times the price of the most expensive model ever; a higher number is a mistake. */
  private static final long DEAREST = 1_000_000;

  private static final int MOST_DIGITS = 30;

  /** Six fewer than a ledger entry accepts, since prices are per million tokens. */
  private static final int MOST_DECIMALS = 24;

  /** Returns a price of which nothing is known. */
  public static ModelPrice unknown() {
    return UNKNOWN;
  }

  /** Returns the rates for a prompt with this many tokens. */
  public Rates rates(long promptTokens) {
    Rates holding = rates;
    for (Tier tier : tiers) {
      if (promptTokens > tier.size()) {
        holding = tier.rates();
      }
    }
    return holding;
  }

  /** The rates of the four kinds of tokens. */
  public record Rates(
      @Nullable BigDecimal input,
      @Nullable BigDecimal output,
      @Nullable BigDecimal cacheRead,
      @Nullable BigDecimal cacheWrite) {
    private static final Rates UNKNOWN = new Rates(null, null, null, null);

    public static Rates unknown() {
      return UNKNOWN;
    }

    /** Whether the price of a prompt or of an answer is known. */
    public boolean isKnown() {
      return input != null || output != null;
    }
  }

  /**
   * Rates for long prompts.
   *
   * @param size the rates apply to prompts with more tokens than this
   */
  public record Tier(long size, Rates rates) {}

  /** Returns the number if it can be a price, or null if it is negative or out of range. */
  public static @Nullable BigDecimal sane(@Nullable BigDecimal price) {
    if (price == null
        || price.signum() < 0
        || price.precision() > MOST_DIGITS
        || Math.abs((long) price.scale()) > MOST_DECIMALS
        || price.compareTo(BigDecimal.valueOf(DEAREST)) > 0) {
      return null;
    }
    return price;
  }
}
