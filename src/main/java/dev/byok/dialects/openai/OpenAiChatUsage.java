package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Tokens;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and cost as one answer states them. Statements are cumulative and the last one wins, count
 * by count: one that leaves a count out does not take it back. Cached tokens are inside {@code
 * prompt_tokens}, and reasoning is inside {@code completion_tokens} except where the provider's row
 * says that it is not.
 */
final class OpenAiChatUsage {
  private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000_000);
  private static final int MOST_DECIMALS = 20;
  private static final int LONGEST_SUM = 50;

  private final boolean reasoningOutside;
  private Usage tokens = Usage.unknown();
  private @Nullable Boolean ownKey;
  private @Nullable BigDecimal charged;
  private @Nullable BigDecimal upstream;
  private @Nullable BigDecimal listed;

  OpenAiChatUsage(boolean reasoningOutside) {
    this.reasoningOutside = reasoningOutside;
  }

  /** Takes a {@code usage} object. */
  Delta.Counted stated(JsonObject usage) {
    JsonObject prompt = usage.at("prompt_tokens_details");
    Long reasoning = usage.at("completion_tokens_details").count("reasoning_tokens");
    Long output = usage.count("completion_tokens");
    if (reasoningOutside) {
      output = Tokens.plus(output, reasoning);
    }
    tokens =
        new Usage(
            latest(usage.count("prompt_tokens"), tokens.input()),
            latest(cacheRead(usage, prompt), tokens.cacheRead()),
            latest(cacheWrite(prompt), tokens.cacheWrite()),
            latest(output, tokens.output()),
            latest(reasoning, tokens.reasoning()));
    ownKey = latest(usage.flag("is_byok"), ownKey);
    charged = latest(dollars(usage.decimal("cost")), charged);
    upstream =
        latest(dollars(usage.at("cost_details").decimal("upstream_inference_cost")), upstream);
    return counted();
  }

  /** Takes a gateway's word on what its list asks for this; null when it says nothing new. */
  Delta.@Nullable Counted marketCost(JsonObject gateway) {
    BigDecimal stated = gateway.decimal("marketCost");
    BigDecimal cost = dollars(stated == null ? parsed(gateway.text("marketCost")) : stated);
    if (cost == null || (listed != null && cost.compareTo(listed) == 0)) {
      return null;
    }
    listed = cost;
    return counted();
  }

  /** With a key of one's own the gateway charges nothing, or a fee: the provider's bill counts. */
  private Delta.Counted counted() {
    BigDecimal cost = Boolean.TRUE.equals(ownKey) ? upstream : charged;
    return new Delta.Counted(tokens, cost == null ? listed : cost, ownKey);
  }

  private static @Nullable Long cacheRead(JsonObject usage, JsonObject prompt) {
    Long read = usage.count("prompt_cache_hit_tokens");
    read = read == null ? prompt.count("cached_tokens") : read;
    read = read == null ? usage.at("prompt_token_details").count("cached_tokens") : read;
    read = read == null ? usage.count("num_cached_tokens") : read;
    return read == null ? usage.count("cached_tokens") : read;
  }

  private static @Nullable Long cacheWrite(JsonObject prompt) {
    Long write = prompt.count("cache_write_tokens");
    return write == null ? prompt.count("cache_creation_input_tokens") : write;
  }

  private static <T> @Nullable T latest(@Nullable T stated, @Nullable T before) {
    return stated == null ? before : stated;
  }

  private static @Nullable BigDecimal parsed(@Nullable String sum) {
    try {
      return sum == null || sum.length() > LONGEST_SUM ? null : new BigDecimal(sum);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /** A sum that can be one; others could be thousands of digits long when they are written out. */
  private static @Nullable BigDecimal dollars(@Nullable BigDecimal sum) {
    boolean possible =
        sum != null
            && sum.signum() >= 0
            && sum.scale() <= MOST_DECIMALS
            && sum.scale() >= -MOST_DECIMALS
            && sum.compareTo(MOST_DOLLARS) <= 0;
    return possible ? sum : null;
  }
}
