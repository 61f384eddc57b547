package dev.byok.conversation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A piece of an answer, in the order it came. */
public sealed interface Delta {
  /** More of the answer. */
  record Text(String text) implements Delta {}

  /** More of the model's reasoning. */
  record Reasoning(String text) implements Delta {}

  /** The model that really answers, in the provider's words. */
  record Served(String model) implements Delta {}

  /**
   * The provider's own id of this request, so that its owner can find it in the provider's console.
   */
  record RequestId(String id) implements Delta {}

  /**
   * Tokens and cost as stated; a later statement replaces an earlier one.
   *
   * @param costUsd what the provider says it costs, or null
   * @param ownKey behind a gateway, whether the caller's own key at the provider was billed; null
   *     when not said
   */
  record Counted(Usage usage, @Nullable BigDecimal costUsd, @Nullable Boolean ownKey)
      implements Delta {}

  /** Why the model stopped, in the provider's words: {@code stop}, {@code length}, … */
  record Finish(String reason) implements Delta {}
}
