package dev.byok.dialects;

import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;

/**
 * Limits an answer's length for a dialect that requires a limit. Thinking counts toward it, so a
 * budget for thinking must leave some of it.
 */
final class OutputLimit {
  /**
   * Longer than nearly every answer, and allowed by every model since Claude 4 and MiniMax M2: the
   * lowest limit among them is 32,000.
   */
  private static final long USUAL = 32_000;

  /** The most that Claude 3.5 allows, and enough for Claude 3.7. */
  private static final long CLAUDE_3_5 = 8_192;

  /** The most that Claude 3 and its predecessors allow. A request for more is refused. */
  private static final long CLAUDE_3 = 4_096;

  /** Room for the answer itself in addition to a budget for thinking. */
  private static final long BESIDE_THINKING = 8_192;

  private OutputLimit() {}

  /**
   * Returns the user's limit, or one that fits the model.
   *
   * @param effort the fields that ask for an effort; empty without one
   * @throws Failure of kind {@code USAGE} when the user's limit leaves no room for an answer
   */
  static long of(String model, Options options, JsonObject effort) {
    Long budget = effort.at("thinking").count("budget_tokens");
    Long wanted = options.maxTokens();
    if (wanted == null) {
      return budget == null ? usual(model) : Math.max(usual(model), budget + BESIDE_THINKING);
    }
    if (budget != null && wanted <= budget) {
      throw Failure.of(
              Kind.USAGE,
              "--max-tokens \""
                  + wanted
                  + "\" leaves no room for an answer beside the "
                  + budget
                  + " tokens of thinking that this --effort allows")
          .hint("ask for more than " + budget + " tokens, or for a lower effort");
    }
    return wanted;
  }

  private static long usual(String model) {
    if (model.contains("claude-3-5") || model.contains("claude-3-7")) {
      return CLAUDE_3_5;
    }
    boolean early =
        model.contains("claude-3-")
            || model.contains("claude-2")
            || model.contains("claude-instant");
    return early ? CLAUDE_3 : USUAL;
  }
}
