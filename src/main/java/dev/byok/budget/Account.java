package dev.byok.budget;

import dev.byok.ledger.Ledger;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps track of what is spent and reserved against budgets, for any number of processes at once.
 * The totals are stored beside the ledger with the mark up to which they were summed, so a check
 * reads only what was added since. A request first makes a reservation under the ledger's lock. The
 * ledger entry with the same id settles it, so nothing more needs to be written when the answer
 * ends.
 */
public final class Account {
  private static final Duration USUAL_LIFE = Duration.ofMinutes(15);

  private final List<Budget> budgets;
  private final Clock clock;
  private final Place own;
  private final Bookkeeping bookkeeping;

  /** Uses this ledger, with the totals in {@code usage-totals.json} beside it. */
  public Account(Ledger ledger, List<Budget> budgets, Clock clock) {
    this(ledger, budgets, clock, Place.own());
  }

  Account(Ledger ledger, List<Budget> budgets, Clock clock, Place own) {
    this.budgets = List.copyOf(budgets);
    this.clock = clock;
    this.own = own;
    Set<Scope> scopes = new LinkedHashSet<>();
    for (Budget budget : budgets) {
      scopes.add(budget.scope());
    }
    TotalsFile file = new TotalsFile(ledger.file().resolveSibling("usage-totals.json"));
    bookkeeping = new Bookkeeping(ledger, file, scopes, clock.getZone(), own);
  }

  /**
   * Decides about a request and, unless it is refused, reserves what it may spend.
   *
   * @param evenOver whether to reserve even if a budget is exceeded
   * @throws dev.byok.failure.Failure of kind FILE when the ledger cannot be read or the reservation
   *     cannot be written
   */
  public Decision reserve(Claim claim, boolean evenOver) {
    Instant now = clock.instant();
    try (Books books = bookkeeping.open(now)) {
      Decision decision = decide(claim, books, now);
      if (evenOver || decision.passed().isEmpty()) {
        books.reservations().add(reservation(claim, now));
      }
      books.write();
      return decision;
    }
  }

  /** Releases the reservation of a request that was never sent. */
  public void release(Claim claim) {
    try (Books books = bookkeeping.open(clock.instant())) {
      List<Reservation> held = books.reservations();
      for (int i = held.size() - 1; i >= 0; i--) {
        if (held.get(i).id().equals(claim.id())) {
          held.remove(i);
        }
      }
      books.write();
    }
  }

  /** Sums the ledger now, so that the next request does not have to wait for it. */
  public void prepare() {
    try (Books books = bookkeeping.open(clock.instant())) {
      books.write();
    }
  }

  /** Returns the standings in the order of the budgets. */
  public List<Standing> standings() {
    Instant now = clock.instant();
    List<Standing> standings = new ArrayList<>();
    try (Books books = bookkeeping.look(now)) {
      for (Budget budget : budgets) {
        standings.add(standing(budget, books, now));
      }
    }
    return standings;
  }

  private Decision decide(Claim claim, Books books, Instant now) {
    List<Standing> standings = new ArrayList<>();
    List<Standing> passed = new ArrayList<>();
    for (Budget budget : budgets) {
      if (budget.matches(claim.payer())) {
        Standing standing = standing(budget, books, now);
        standings.add(standing);
        BigDecimal asked = Decision.asked(claim, budget.unit());
        if (asked == null || standing.isPassedBy(asked)) {
          passed.add(standing);
        }
      }
    }
    return new Decision(claim, standings, passed);
  }

  private Standing standing(Budget budget, Books books, Instant now) {
    Period period = Period.holding(now, budget.per(), clock.getZone());
    Sum spent = books.spent().sum(budget, period);
    BigDecimal held = BigDecimal.ZERO;
    int running = 0;
    for (Reservation one : books.reservations()) {
      if (budget.matches(one.payer())) {
        held = held.add(one.of(budget.unit()));
        running++;
      }
    }
    return new Standing(
        budget, period, spent.of(budget.unit()), held, running, spent.unknown(budget.unit()));
  }

  private Reservation reservation(Claim claim, Instant now) {
    Duration life = claim.patience().compareTo(USUAL_LIFE) > 0 ? claim.patience() : USUAL_LIFE;
    return new Reservation(
        claim.id(),
        own,
        now.plus(life).toEpochMilli(),
        claim.payer(),
        claim.estimate().cost(),
        claim.estimate().tokens());
  }
}
