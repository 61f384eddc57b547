package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Counts;
import dev.byok.dialects.Tokens;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Collects the tokens and the cost that one answer states. {@link Counts} merges them. Cached
 * tokens are part of {@code prompt_tokens}. Reasoning is part of {@code completion_tokens}, unless
 * the provider's row or a total says that it is not.
 */
final class OpenAiChatUsage {
  private static final String[] PROMPT_DETAILS = {
    "prompt_tokens_details", "prompt_token_details", "input_tokens_details"
  };

  private final boolean reasoningOutside;
  private final Counts counts = new Counts();
  private @Nullable Boolean ownKey;
  private @Nullable BigDecimal charged;
  private @Nullable BigDecimal upstream;
  private @Nullable BigDecimal listed;

  OpenAiChatUsage(boolean reasoningOutside) {
    this.reasoningOutside = reasoningOutside;
  }

  /** Adds a {@code usage} object. */
  Delta.Counted stated(JsonObject usage) {
    Long read = cacheRead(usage);
    Long written = cacheWrite(usage);
    Long prompt = Tokens.of(usage, "prompt_tokens", "promptTokens", "prompt_eval_count");
    if (prompt == null) {
      prompt = Tokens.of(usage, "input_tokens", "inputTokens");
      boolean beside = usage.has("cache_read_input_tokens");
      prompt = beside ? Tokens.plus(Tokens.plus(prompt, read), written) : prompt;
    }
    Long answer =
        Tokens.of(
            usage,
            "completion_tokens",
            "completionTokens",
            "output_tokens",
            "outputTokens",
            "eval_count");
    Long reasoning = reasoning(usage);
    Long total = Tokens.of(usage, "total_tokens", "totalTokens");
    if (reasoningOutside) {
      answer = Tokens.plus(answer, reasoning);
    }
    counts.add(new Usage(prompt, read, written, answer, reasoning), total);
    Boolean own = usage.flag("is_byok");
    ownKey = (ownKey == null || Boolean.TRUE.equals(own)) ? own : ownKey;
    charged = Counts.larger(ChatCosts.charged(usage), charged);
    upstream = Counts.larger(ChatCosts.upstream(usage), upstream);
    return counted();
  }

  private static @Nullable Long reasoning(JsonObject usage) {
    Long reasoning = Tokens.of(usage.at("completion_tokens_details"), "reasoning_tokens");
    reasoning =
        reasoning == null
            ? Tokens.of(usage.at("output_tokens_details"), "reasoning_tokens")
            : reasoning;
    return reasoning == null ? Tokens.of(usage, "reasoning_tokens") : reasoning;
  }

  /** Adds the list price that a gateway states; returns null when it says nothing new. */
  Delta.@Nullable Counted marketCost(JsonObject gateway) {
    BigDecimal cost = ChatCosts.dollars(gateway, "marketCost");
    if (cost == null || (listed != null && cost.compareTo(listed) == 0)) {
      return null;
    }
    listed = cost;
    return counted();
  }

  /** For the user's own key, the cost is the provider's bill plus the gateway's fee. */
  private Delta.Counted counted() {
    BigDecimal cost = charged;
    if (Boolean.TRUE.equals(ownKey)) {
      cost = upstream == null || charged == null ? upstream : upstream.add(charged);
    }
    return new Delta.Counted(counts.usage(), cost == null ? listed : cost, ownKey);
  }

  private static @Nullable Long cacheRead(JsonObject usage) {
    Long read = Tokens.of(usage, "prompt_cache_hit_tokens");
    for (String part : PROMPT_DETAILS) {
      read = read == null ? Tokens.of(usage.at(part), "cached_tokens") : read;
    }
    return read == null
        ? Tokens.of(usage, "num_cached_tokens", "cached_tokens", "cache_read_input_tokens")
        : read;
  }

  private static @Nullable Long cacheWrite(JsonObject usage) {
    Long written = null;
    for (String part : PROMPT_DETAILS) {
      written =
          written == null
              ? Tokens.of(usage.at(part), "cache_write_tokens", "cache_creation_input_tokens")
              : written;
    }
    return written == null ? Tokens.of(usage, "cache_creation_input_tokens") : written;
  }
}
