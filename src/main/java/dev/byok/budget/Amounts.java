package dev.byok.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Formats amounts for people. */
final class Amounts {
  private static final int CENTS = 2;
  private static final int FINE = 4;

  private Amounts() {}

  /** Formats a limit with all of its decimals. */
  static String exact(BigDecimal amount) {
    BigDecimal shortest = amount.stripTrailingZeros();
    return grouped(
        shortest.setScale(shortest.scale() <= 0 ? 0 : Math.max(CENTS, shortest.scale())));
  }

  /** Formats tokens as a whole number, and dollars with the decimals that matter. */
  static String rounded(BigDecimal amount, Unit unit, RoundingMode rounding) {
    if (unit == Unit.TOKENS) {
      return grouped(amount.setScale(0, rounding));
    }
    int scale = CENTS;
    if (amount.signum() > 0 && amount.compareTo(BigDecimal.ONE) < 0) {
      int significant = amount.scale() - amount.precision() + CENTS;
      scale = Math.max(FINE, significant);
    }
    BigDecimal rounded = amount.setScale(scale, rounding).stripTrailingZeros();
    return grouped(rounded.setScale(Math.max(CENTS, rounded.scale())));
  }

  /** Formats dollars to the cent, and less than a cent with the decimals that matter. */
  static String cents(BigDecimal amount) {
    boolean less =
        amount.signum() > 0 && amount.movePointRight(CENTS).compareTo(BigDecimal.ONE) < 0;
    return less
        ? rounded(amount, Unit.USD, RoundingMode.HALF_UP)
        : grouped(amount.setScale(CENTS, RoundingMode.HALF_UP));
  }

  /** Groups by hand: a formatter would load a hundred classes at the end of a prompt. */
  private static String grouped(BigDecimal amount) {
    StringBuilder text = new StringBuilder(amount.toPlainString());
    int point = text.indexOf(".");
    for (int at = (point < 0 ? text.length() : point) - 3; at > 0; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
