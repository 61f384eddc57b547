package dev.byok.prices;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in USD for a million tokens. What is not known is null, and never zero.
 *
 * @param tiers other rates for longer prompts, by rising size
 */
public record ModelPrice(Rates rates, List<Tier> tiers) {
  private static final ModelPrice UNKNOWN = new ModelPrice(Rates.unknown(), List.of());

  /** A thousand times what the dearest model ever cost: beyond it a number is a mistake. */
  private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

  private static final int MOST_DIGITS = 30;

  /** Six less than a ledger's entry reads back: prices are for a million. */
  private static final int MOST_DECIMALS = 24;

  /** Nothing is known. */
  public static ModelPrice unknown() {
    return UNKNOWN;
  }

  /** The rates of a prompt of that many tokens. */
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
   * The rates of long prompts.
   *
   * @param size they hold for prompts of more tokens than this
   */
  public record Tier(long size, Rates rates) {}

  /** The number as a price: one that is negative, or larger than any price, is none. */
  public static @Nullable BigDecimal sane(@Nullable BigDecimal price) {
    if (price == null
        || price.signum() < 0
        || price.precision() > MOST_DIGITS
        || Math.abs((long) price.scale()) > MOST_DECIMALS
        || price.compareTo(DEAREST) > 0) {
      return null;
    }
    return price;
  }
}
