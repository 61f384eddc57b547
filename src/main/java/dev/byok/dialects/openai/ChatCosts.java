package dev.byok.dialects.openai;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cost of a request as providers state it: {@code cost} as a number, as a string or as an
 * object with its sum, {@code estimated_cost} (DeepInfra), and {@code cost_in_usd_ticks} (xAI), of
 * which 10,000,000,000 make a dollar.
 */
final class ChatCosts {
  private static final long MOST_DOLLARS = 1_000_000_000;
  private static final int MOST_DECIMALS = 20;
  private static final int LONGEST_SUM = 50;
  private static final int TICKS = 10;

  private ChatCosts() {}

  /** Returns what the answering service charges; null when not stated. */
  static @Nullable BigDecimal charged(JsonObject usage) {
    BigDecimal sum = dollars(usage, "cost");
    sum = sum == null ? dollars(usage.at("cost"), "total_cost") : sum;
    sum = sum == null ? ticks(usage) : sum;
    sum = sum == null ? dollars(usage, "total_cost") : sum;
    return sum == null ? dollars(usage, "estimated_cost") : sum;
  }

  /** Returns what the provider behind a gateway charges to the user's key; null when not stated. */
  static @Nullable BigDecimal upstream(JsonObject usage) {
    return dollars(usage.at("cost_details"), "upstream_inference_cost");
  }

  /** Returns a plausible sum, or null. Others could have thousands of digits when written out. */
  static @Nullable BigDecimal dollars(JsonObject from, String field) {
    BigDecimal sum = from.decimal(field);
    sum = sum == null ? parsed(from.text(field)) : sum;
    boolean possible =
        sum != null
            && sum.signum() >= 0
            && sum.scale() <= MOST_DECIMALS
            && sum.scale() >= -MOST_DECIMALS
            && sum.compareTo(BigDecimal.valueOf(MOST_DOLLARS)) <= 0;
    return possible ? sum : null;
  }

  private static @Nullable BigDecimal ticks(JsonObject usage) {
    Long ticks = usage.count("cost_in_usd_ticks");
    return ticks == null ? null : BigDecimal.valueOf(ticks, TICKS).stripTrailingZeros();
  }

  private static @Nullable BigDecimal parsed(@Nullable String sum) {
    try {
      return sum == null || sum.length() > LONGEST_SUM ? null : new BigDecimal(sum);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
