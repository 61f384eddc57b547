package dev.byok.budget;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * How a budget stands now, in its own unit.
 *
 * @param spent in the period, after the ledger
 * @param reserved by requests under way
 * @param running how many these are
 * @param unknown the period's entries whose cost, or whose tokens, nobody knows, so that they are
 *     not in {@code spent}
 */
public record Standing(
    Budget budget,
    Period period,
    BigDecimal spent,
    BigDecimal reserved,
    int running,
    long unknown) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigInteger NEAR = BigInteger.valueOf(80);

  /** The whole per cent that are spent; of nothing everything is. */
  public BigInteger percent() {
    return budget.limit().signum() == 0
        ? BigInteger.valueOf(100)
        : spent.multiply(HUNDRED).divide(budget.limit(), 0, RoundingMode.DOWN).toBigInteger();
  }

  /** Whether so much is spent, or held by requests under way, that the user should know. */
  public boolean isNear() {
    return withReserved().percent().compareTo(NEAR) >= 0;
  }

  /** Such as {@code 16.60 of 20 USD a month are spent (83 %)}, and what is held. */
  public String nearWords() {
    String words = words() + " (" + percent() + " %)";
    return reserved.signum() == 0
        ? words
        : words + ", and running requests reserve " + reservedWords() + " " + budget.unit().words();
  }

  /** Whether so much more does not fit; what is free always does. */
  boolean isPassedBy(BigDecimal more) {
    return more.signum() > 0 && spent.add(reserved).add(more).compareTo(budget.limit()) > 0;
  }

  /** The same with that entry too. */
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

  /** Such as {@code 16.60 of 20 USD a month are spent}. */
  public String words() {
    return spentWords() + " of " + budget.words() + " are spent";
  }

  /** Such as {@code 16.60 of 20 USD a month are spent}, whatever is counted. */
  String shortWords() {
    return spentWords() + " of " + budget.limitWords() + " are spent";
  }

  /** Such as {@code 16.60}: never more than there is. */
  public String spentWords() {
    return Amounts.rounded(spent, budget.unit(), RoundingMode.DOWN);
  }

  /** Such as {@code 0.06}: never less than there is. */
  public String reservedWords() {
    return Amounts.rounded(reserved, budget.unit(), RoundingMode.UP);
  }

  /** Such as {@code 20}. */
  public String limitWords() {
    return Amounts.exact(budget.limit());
  }
}
