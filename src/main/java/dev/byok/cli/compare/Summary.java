package dev.byok.cli.compare;

import dev.byok.conversation.Usage;
import dev.byok.exchange.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sums up an answer's tokens, cost and time in one line to show below it. */
final class Summary {
  private static final int PLACES_OF_DOLLARS = 6;

  private Summary() {}

  /**
   * Returns {@code 12 tokens in (4 cached), 30 out, $0.000038, first token 0.3 s, 0.8 s in all}.
   * Call it when the answer is over.
   */
  static String of(Outcome outcome) {
    Usage usage = outcome.reply().usage();
    StringBuilder line = new StringBuilder();
    line.append(count(usage.input())).append(" tokens in");
    Long cached = usage.cacheRead();
    if (cached != null && cached > 0) {
      line.append(" (").append(cached).append(" cached)");
    }
    line.append(", ").append(count(usage.output())).append(" out, ");
    line.append(dollars(outcome.costUsd()));
    Long first = outcome.firstTokenMs();
    if (first != null) {
      line.append(", first token ").append(seconds(first));
    }
    return line.append(", ").append(seconds(outcome.durationMs())).append(" in all").toString();
  }

  private static String count(@Nullable Long tokens) {
    return tokens == null ? "?" : tokens.toString();
  }

  private static String dollars(@Nullable BigDecimal cost) {
    if (cost == null) {
      return "cost unknown";
    }
    BigDecimal shown = cost.setScale(PLACES_OF_DOLLARS, RoundingMode.HALF_UP).stripTrailingZeros();
    return "$" + (shown.signum() == 0 ? "0" : shown.toPlainString());
  }

  private static String seconds(long milliseconds) {
    return BigDecimal.valueOf(milliseconds, 3).setScale(1, RoundingMode.HALF_UP) + " s";
  }
}
