package dev.byok.dialects;

import dev.byok.conversation.Delta;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the reasons of all dialects mean, in any case. One table for all of them: gateways pass on
 * the words of whoever answers behind them.
 */
public final class FinishReasons {
  private FinishReasons() {}

  /**
   * The reason in byok's words, {@link Delta.Finish}; null for one that says that there is none
   * yet. One that is unknown stays as it is, in lower case, and counts as no good end.
   */
  public static @Nullable String word(@Nullable String said) {
    String lower = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      // Some servers write "null" into each piece; Gemini's is the zero of its protocol.
      case "", "null", "none", "undefined", "unspecified", "finish_reason_unspecified" -> null;
      case "stop",
          "stop_sequence",
          "end_turn",
          "end",
          "eos",
          "eos_token",
          "complete",
          "completed",
          "finished" ->
          "stop";
      case "length",
          "max_tokens",
          "max_output_tokens",
          "max_completion_tokens",
          "max_new_tokens",
          "max_length",
          "model_length",
          "token_limit",
          "context_length",
          "context_length_exceeded",
          "context_window_exceeded",
          "model_context_window_exceeded" ->
          "length";
      case "content_filter",
          "content-filter",
          "contentfilter",
          "content_filtered",
          "content_policy_violation",
          "guardrail_intervened",
          "guardrail",
          "moderation",
          "refusal",
          "refused",
          "blocked",
          "flagged",
          "sensitive",
          "safety",
          "recitation",
          "language",
          "blocklist",
          "prohibited_content",
          "spii",
          "jailbreak",
          "model_armor",
          "image_safety",
          "image_recitation",
          "image_prohibited_content" ->
          "content_filter";
      case "tool_calls", "tool_call", "tool_use", "function_call" -> "tool_calls";
      default -> lower;
    };
  }

  /** Whether an answer that ends so is one: not broken off, and not filtered. */
  public static boolean isGoodEnd(String word) {
    return word.equals("stop") || word.equals("length") || word.equals("tool_calls");
  }
}
