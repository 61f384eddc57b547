package dev.byok.budget;

import dev.byok.conversation.Options;
import dev.byok.conversation.Options.Effort;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.TokenEstimate;
import dev.byok.conversation.Usage;
import dev.byok.prices.Cost;
import dev.byok.prices.ModelFacts;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The estimated use of a request, rather too high than too low.
 *
 * @param tokens of the prompt and its answer
 * @param cost US dollars; null when the model's price is unknown
 */
public record Estimate(long tokens, @Nullable BigDecimal cost) {
  private static final long USUAL_ANSWER = 4_096;

  /** More than any window. A program may set any number, and sums of it must not overflow. */
  private static final long MOST_ANSWER = 1_000_000_000_000L;

  /**
   * Estimates a prompt.
   *
   * @param facts the model's entry in the price list; null when there is none
   */
  public static Estimate of(Prompt prompt, @Nullable ModelFacts facts) {
    return of(TokenEstimate.of(prompt), answer(prompt.options(), facts), facts);
  }

  /**
   * Estimates the body of another program's request.
   *
   * @param bytes the body's length
   * @param most the maximum tokens of the answers that the body sets; null when it sets none
   * @param reasons whether the body asks for reasoning
   * @param facts the model's entry in the price list; null when there is none
   */
  public static Estimate ofBody(
      long bytes, @Nullable Long most, boolean reasons, @Nullable ModelFacts facts) {
    Options.Effort effort = reasons ? Effort.MAX : null;
    Options options =
        new Options(null, most == null || most < 0 ? null : most, effort, List.of(), null, null);
    long answer = Math.min(answer(options, facts), MOST_ANSWER);
    return of(TokenEstimate.ofBytes(bytes), answer, facts);
  }

  private static Estimate of(long input, long output, @Nullable ModelFacts facts) {
    BigDecimal cost =
        facts == null ? null : Cost.of(new Usage(input, null, null, output, null), facts.price());
    return new Estimate(input + output, cost);
  }

  /**
   * Returns the tokens of the answer: the maximum if it is set, otherwise those of a usual answer.
   *
   * @param facts the model's entry in the price list; null when there is none
   */
  public static long answer(Options options, @Nullable ModelFacts facts) {
    Long most = options.maxTokens();
    if (most != null) {
      return most;
    }
    long usual = usual(options.effort());
    Long able = facts == null ? null : facts.maxOutput();
    return able == null || able <= 0 ? usual : Math.min(able, usual);
  }

  /** Returns the tokens of a usual answer, including the reasoning before it. */
  private static long usual(@Nullable Effort effort) {
    if (effort == Effort.MAX || effort == Effort.XHIGH) {
      return 8 * USUAL_ANSWER;
    }
    if (effort == Effort.HIGH) {
      return 4 * USUAL_ANSWER;
    }
    return effort == Effort.MEDIUM ? 2 * USUAL_ANSWER : USUAL_ANSWER;
  }
}
