package dev.byok.cli.compare;

import dev.byok.cli.ask.Outcome;
import dev.byok.conversation.Usage;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** An answer's tokens, cost and time in one line, such as one wants them below it. */
final class Summary {
  private static final int PLACES_OF_DOLLARS = 6;

  private Summary() {}

  /**
   * {@code 12 tokens in (4 cached), 30 out, $0.000038, first token 0.3 s, 0.8 s in all}. To be
   * asked for when the answer is over.
   */
  static String of(Outcome outcome) {
    JsonObject told = outcome.toJson();
    Usage usage = outcome.reply().usage();
    StringBuilder line = new StringBuilder();
    line.append(count(usage.input())).append(" tokens in");
    Long cached = usage.cacheRead();
    if (cached != null && cached > 0) {
      line.append(" (").append(cached).append(" cached)");
    }
    line.append(", ").append(count(usage.output())).append(" out, ");
    line.append(dollars(told.decimal("cost_usd")));
    Long first = told.count("first_token_ms");
    if (first != null) {
      line.append(", first token ").append(seconds(first));
    }
    Long all = told.count("duration_ms");
    if (all != null) {
      line.append(", ").append(seconds(all)).append(" in all");
    }
    return line.toString();
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
