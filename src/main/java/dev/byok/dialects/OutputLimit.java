package dev.byok.dialects;

import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;

/**
 * How long an answer may become in a dialect that insists on a limit. Thinking counts into it, and
 * a budget for thinking has to leave something of it.
 */
final class OutputLimit {
  /**
   * Longer than nearly every answer, and within what each model since Claude 4 and MiniMax M2
   * allows: the least of them stop at 32,000.
   */
  private static final long USUAL = 32_000;

  /** All that Claude 3.5 can, and enough for Claude 3.7. */
  private static final long CLAUDE_3_5 = 8_192;

  /** All that Claude 3 and its forerunners can; a request for more is refused. */
  private static final long CLAUDE_3 = 4_096;

  /** What is left for the answer itself beside a budget for thinking. */
  private static final long BESIDE_THINKING = 8_192;

  private OutputLimit() {}

  /**
   * What the user wants, or a limit that fits the model.
   *
   * @param effort the fields that ask for an effort, empty without one
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
