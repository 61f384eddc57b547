package dev.byok.budget;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The current standing of a budget, in the budget's unit.
 *
 * @param spent in the period, according to the ledger
 * @param reserved by running requests
 * @param running the number of these requests
 * @param unknown how many entries of the period have unknown cost or tokens, which {@code spent}
 *     therefore does not include
 */
public record Standing(
    Budget budget,
    Period period,
    BigDecimal spent,
    BigDecimal reserved,
    int running,
    long unknown) {
  private static final long HUNDRED = 100;
  private static final BigInteger NEAR = BigInteger.valueOf(80);

  /** Returns the percentage spent, rounded down. A limit of zero counts as fully spent. */
  public BigInteger percent() {
    return budget.limit().signum() == 0
        ? BigInteger.valueOf(100)
        : spent
            .multiply(BigDecimal.valueOf(HUNDRED))
            .divide(budget.limit(), 0, RoundingMode.DOWN)
            .toBigInteger();
  }

  /** Whether so much is spent or reserved that the user should know. */
  public boolean isNear() {
    return withReserved().percent().compareTo(NEAR) >= 0;
  }

  /** Returns what the limit leaves for further requests; zero when it is exceeded. */
  public BigDecimal left() {
    return budget.limit().subtract(spent).subtract(reserved).max(BigDecimal.ZERO);
  }

  /** Such as {@code 16.60 of 20 USD a month are spent (83 %)}, and what is reserved. */
  public String nearWords() {
    String words = words() + " (" + percent() + " %)";
    return reserved.signum() == 0
        ? words
        : words + ", and running requests reserve " + reservedWords() + " " + budget.unit().words();
  }

  /** Whether spending this much more would exceed the limit. A free request never does. */
  boolean isPassedBy(BigDecimal more) {
    return more.signum() > 0 && spent.add(reserved).add(more).compareTo(budget.limit()) > 0;
  }

  public Standing after(EntryView entry) {
    Sum more = new Sum();
    more.add(entry);
    Unit unit = budget.unit();
    return new Standing(
        budget, period, spent.add(more.of(unit)), reserved, running, unknown + more.unknown(unit));
  }

  private Standing withReserved() {
    return new Standing(budget, period, spent.add(reserved), reserved, running, unknown);
  }

  /** Such as {@code 16.60 of 20 USD a month are spent}, with the budget's scope. */
  private String words() {
    return spentWords() + " of " + budget.words() + " are spent";
  }

  /** Such as {@code 16.60 of 20 USD a month are spent}, without the budget's scope. */
  String shortWords() {
    return spentWords() + " of " + budget.limitWords() + " are spent";
  }

  /** Returns the amount spent, such as {@code 16.60}, rounded down. */
  public String spentWords() {
    return Amounts.rounded(spent, budget.unit(), RoundingMode.DOWN);
  }

  /** Returns the amount reserved, such as {@code 0.06}, rounded up. */
  public String reservedWords() {
    return Amounts.rounded(reserved, budget.unit(), RoundingMode.UP);
  }

  /** Such as {@code 20}. */
  public String limitWords() {
    return Amounts.exact(budget.limit());
  }
}
