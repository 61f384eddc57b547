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
 * What a request may use, rather too much than too little.
 *
 * @param tokens of the prompt and its answer
 * @param cost US dollars; null when the model's price is not known
 */
public record Estimate(long tokens, @Nullable BigDecimal cost) {
  private static final long USUAL_ANSWER = 4_096;

  /**
   * Of a prompt.
   *
   * @param facts what the price list says of the model; null for nothing
   */
  public static Estimate of(Prompt prompt, @Nullable ModelFacts facts) {
    return of(TokenEstimate.of(prompt), answer(prompt.options(), facts), facts);
  }

  /**
   * Of a body in the words of a provider's wire.
   *
   * @param most the tokens of the answer that it allows; null where it does not say
   * @param facts what the price list says of the model; null for nothing
   */
  public static Estimate ofBody(String body, @Nullable Long most, @Nullable ModelFacts facts) {
    Options options = new Options(null, most, null, List.of(), null, null);
    return of(TokenEstimate.ofBody(body), answer(options, facts), facts);
  }

  private static Estimate of(long input, long output, @Nullable ModelFacts facts) {
    BigDecimal cost =
        facts == null ? null : Cost.of(new Usage(input, null, null, output, null), facts.price());
    return new Estimate(input + output, cost);
  }

  /**
   * The tokens of the answer: as many as were allowed, else a usual answer.
   *
   * @param facts what the price list says of the model; null for nothing
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

  /** What is thought before an answer is part of it. */
  private static long usual(@Nullable Effort effort) {
    if (effort == Effort.MAX) {
      return 8 * USUAL_ANSWER;
    }
    if (effort == Effort.HIGH) {
      return 4 * USUAL_ANSWER;
    }
    return effort == Effort.MEDIUM ? 2 * USUAL_ANSWER : USUAL_ANSWER;
  }
}
