package dev.byok.cli.serve;

import dev.byok.budget.Allowance;
import dev.byok.cli.usage.ReportNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The line about what a program has spent, at its end. */
final class SpentLine {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private SpentLine() {}

  /**
   * Returns a line such as {@code 3 requests, 18,204 tokens, $0.42 of $5.00}; null if there was no
   * request.
   */
  static @Nullable String of(Allowance allowance) {
    Allowance.Spent spent = allowance.spent();
    BigDecimal limit = allowance.limit();
    if (spent.requests() == 0) {
      return null;
    }
    return ReportNumbers.count(spent.requests())
        + (spent.requests() == 1 ? " request, " : " requests, ")
        + ReportNumbers.count(spent.tokens())
        + (spent.tokens().equals(BigInteger.ONE) ? " token, " : " tokens, ")
        + dollars(spent.usd())
        + (limit == null ? "" : " of " + dollars(limit))
        + (spent.unpriced() == 0 ? "" : " + " + spent.unpriced() + " unpriced");
  }

  /** In cents, unless it is less than one. */
  private static String dollars(BigDecimal amount) {
    boolean small = amount.signum() > 0 && amount.compareTo(CENT) < 0;
    return "$"
        + (small
            ? ReportNumbers.plain(amount)
            : amount.setScale(2, RoundingMode.HALF_UP).toPlainString());
  }
}
