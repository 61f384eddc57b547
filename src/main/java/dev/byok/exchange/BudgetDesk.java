package dev.byok.exchange;

import dev.byok.config.Config;
import dev.byok.failure.Notices;
import dev.byok.ledger.Ledger;
import dev.byok.prices.Prices;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The budgets as they are set now. If there are none, no classes for them are loaded. */
public final class BudgetDesk {
  /** As long as a writer waits for the ledger. */
  private static final long PATIENCE_SECONDS = 10;

  private final Supplier<Config> config;
  private final Supplier<Ledger> ledger;
  private final Prices prices;
  private final Clock clock;
  private final Notices notices;
  private final ReentrantLock turn = new ReentrantLock();
  private final Set<String> told = new HashSet<>();

  /**
   * @param config the current configuration
   * @param notices receives which budgets are nearly spent, whatever the prompt
   * @param ledger what was spent; only read if a budget must be checked
   */
  public BudgetDesk(
      Supplier<Config> config,
      Supplier<Ledger> ledger,
      Prices prices,
      Clock clock,
      Notices notices) {
    this.config = config;
    this.ledger = ledger;
    this.prices = prices;
    this.clock = clock;
    this.notices = notices;
  }

  /** Whether a budget is set. If so, keys must not be fetched before it was checked. */
  public boolean isOpen() {
    return !config.get().budgets().isEmpty();
  }

  /** The gate for one prompt, or null if there is nothing to check or to count. */
  @Nullable BudgetGate gate(Order order) {
    Wishes.Budgeting budgeting = order.wishes().budgets();
    boolean free = order.wishes().limits() == null && !isOpen();
    return budgeting == Wishes.Budgeting.IGNORED || free
        ? null
        : new BudgetGate(this, budgeting == Wishes.Budgeting.PASSED);
  }

  /**
   * Waits until this process checks no other order: what one has read of a long ledger, all others
   * need not read, too. Returns false if that takes so long that something must be wrong.
   */
  boolean takeTurn() {
    try {
      return turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void endTurn() {
    turn.unlock();
  }

  /** Whether this is told for the first time. A program that asks often must not be told often. */
  synchronized boolean isNews(String what) {
    return told.add(what);
  }

  Config config() {
    return config.get();
  }

  Ledger ledger() {
    return ledger.get();
  }

  Prices prices() {
    return prices;
  }

  Notices notices() {
    return notices;
  }

  Clock clock() {
    return clock;
  }
}
