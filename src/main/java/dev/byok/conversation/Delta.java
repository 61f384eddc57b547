package dev.byok.conversation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A piece of an answer. Pieces come in order. */
public sealed interface Delta {
  /** More of the answer. */
  record Text(String text) implements Delta {}

  /** More of the model's reasoning. */
  record Reasoning(String text) implements Delta {}

  /** The model that actually answers, in the provider's words. */
  record Served(String model) implements Delta {}

  /** The provider's id of this request, by which the user can find it in the provider's console. */
  record RequestId(String id) implements Delta {}

  /**
   * Tokens and cost as the provider reports them. A later report replaces an earlier one.
   *
   * @param costUsd the cost that the provider reports, or null
   * @param ownKey through a gateway, whether the user's own key at the provider was billed; null
   *     when not reported
   */
  record Counted(Usage usage, @Nullable BigDecimal costUsd, @Nullable Boolean ownKey)
      implements Delta {}

  /**
   * Why the model stopped. Scripts read this, so the words are the same for every provider:
   *
   * <ul>
   *   <li>{@code stop}: the answer is complete, or reached one of the user's stop texts (Anthropic
   *       {@code end_turn}, {@code stop_sequence}; Gemini {@code STOP})
   *   <li>{@code length}: the limit of the answer or of the context was reached (Anthropic {@code
   *       max_tokens}, {@code model_context_window_exceeded}; Gemini {@code MAX_TOKENS})
   *   <li>{@code content_filter}: the provider, or the model itself, refused to continue (Anthropic
   *       {@code refusal}; Gemini {@code SAFETY}, {@code RECITATION}, {@code BLOCKLIST}, {@code
   *       PROHIBITED_CONTENT}, {@code SPII}, or a blocked prompt)
   *   <li>{@code tool_calls}: the model asks for a tool (Anthropic {@code tool_use})
   * </ul>
   *
   * <p>Any other reason is the provider's own word in lower case.
   *
   * @param explanation the provider's explanation, or null
   */
  record Finish(String reason, @Nullable String explanation) implements Delta {
    public Finish(String reason) {
      this(reason, null);
    }
  }
}
