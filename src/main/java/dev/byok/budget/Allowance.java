package dev.byok.budget;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one run have spent, and may spend together. It is kept in memory and ends
 * with the process. Any number of threads may use it at once.
 */
public final class Allowance {
  private static final Period RUN = new Period(LocalDate.EPOCH, Per.NEVER, ZoneOffset.UTC);

  private final @Nullable Budget budget;
  private final Map<String, BigDecimal> reserved = new HashMap<>();
  private BigDecimal held = BigDecimal.ZERO;
  private BigDecimal spent = BigDecimal.ZERO;
  private BigDecimal unknown = BigDecimal.ZERO;
  private BigInteger tokens = BigInteger.ZERO;
  private long requests;
  private long unpriced;

  private Allowance(@Nullable Budget budget) {
    this.budget = budget;
  }

  /** Returns an allowance of so many US dollars. */
  public static Allowance of(BigDecimal limit) {
    return new Allowance(new Budget(limit, Unit.USD, Per.EVER, Scope.ALL));
  }

  /** Returns one that only counts. */
  public static Allowance unlimited() {
    return new Allowance(null);
  }

  /** Whether anything can be refused. If not, no reservation is needed. */
  public boolean isLimited() {
    return budget != null;
  }

  /**
   * What the run has spent.
   *
   * @param tokens of prompts and answers
   * @param usd of the requests with a known cost
   * @param unpriced how many requests have an unknown cost, although they spent tokens or may have
   */
  public record Spent(long requests, BigInteger tokens, BigDecimal usd, long unpriced) {}

  public synchronized Spent spent() {
    return new Spent(requests, tokens, spent, unpriced);
  }

  /** US dollars; null if this only counts. */
  public @Nullable BigDecimal limit() {
    return budget == null ? null : budget.limit();
  }

  /**
   * Returns what was spent in one line, such as {@code 3 requests, 18,204 tokens, $0.42 of $5.00}
   * and, if costs are unknown, {@code + 2 unpriced}. Returns null without a request.
   */
  public synchronized @Nullable String words() {
    if (requests == 0) {
      return null;
    }
    return Amounts.exact(BigDecimal.valueOf(requests))
        + (requests == 1 ? " request, " : " requests, ")
        + Amounts.exact(new BigDecimal(tokens))
        + " tokens, $"
        + Amounts.cents(spent)
        + (budget == null ? "" : " of $" + Amounts.cents(budget.limit()))
        + (unpriced == 0 ? "" : " + " + unpriced + " unpriced");
  }

  /** Reserves what a request may spend, or returns why it must not be sent. */
  public synchronized @Nullable Failure reserve(Claim claim) {
    if (budget == null) {
      return null;
    }
    BigDecimal asked = claim.estimate().cost();
    Standing standing =
        new Standing(budget, RUN, spent.add(unknown), held, reserved.size(), unpriced);
    if (asked == null || standing.isPassedBy(asked)) {
      List<Standing> passed = List.of(standing);
      return new Decision(claim, passed, passed).refusal();
    }
    reserved.put(claim.id(), asked);
    held = held.add(asked);
    return null;
  }

  /** Releases the reservation of a request that was never sent. */
  public synchronized void release(String id) {
    BigDecimal amount = reserved.remove(id);
    if (amount != null) {
      held = held.subtract(amount);
    }
  }

  /**
   * Counts a request that is over. If its cost is unknown, what it had reserved counts against the
   * limit from now on: otherwise a program that breaks off each answer would have no limit.
   */
  public synchronized void settle(Entry entry) {
    Sum sum = new Sum();
    sum.add(entry);
    BigDecimal amount = reserved.remove(entry.id());
    if (amount != null) {
      held = held.subtract(amount);
    }
    requests++;
    tokens = tokens.add(sum.tokens());
    spent = spent.add(sum.cost());
    unpriced += sum.unpriced();
    if (sum.unpriced() > 0 && amount != null) {
      unknown = unknown.add(amount);
    }
  }
}
