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

  /**
   * Why the model stopped. Scripts read this, so the words are the same whoever answers:
   *
   * <ul>
   *   <li>{@code stop}: it had said all, or came to one of the user's stop texts (Anthropic {@code
   *       end_turn}, {@code stop_sequence}; Gemini {@code STOP})
   *   <li>{@code length}: the limit of the answer or of the context was reached (Anthropic {@code
   *       max_tokens}, {@code model_context_window_exceeded}; Gemini {@code MAX_TOKENS})
   *   <li>{@code content_filter}: the provider, or the model itself, refused to go on (Anthropic
   *       {@code refusal}; Gemini {@code SAFETY}, {@code RECITATION}, {@code BLOCKLIST}, {@code
   *       PROHIBITED_CONTENT}, {@code SPII}, or a blocked prompt)
   *   <li>{@code tool_calls}: it wants a tool (Anthropic {@code tool_use})
   * </ul>
   *
   * <p>Any other is the provider's own word in lower case.
   *
   * @param explanation what the provider says of it, or null
   */
  record Finish(String reason, @Nullable String explanation) implements Delta {
    public Finish(String reason) {
      this(reason, null);
    }
  }
}
