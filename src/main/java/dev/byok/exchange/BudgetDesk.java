package dev.byok.exchange;

import dev.byok.config.Config;
import dev.byok.failure.Notices;
import dev.byok.ledger.Ledger;
import dev.byok.prices.Prices;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The budgets as they are set now. Without any, nothing of them is loaded. */
public final class BudgetDesk {
  private final Supplier<Config> config;
  private final Supplier<Ledger> ledger;
  private final Prices prices;
  private final Clock clock;
  private final Notices notices;

  /**
   * @param config as it is now
   * @param notices told which budgets are nearly spent, whatever prompt it was
   * @param ledger what is spent; looked at when a budget has to be asked
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

  /** Whether a budget is set, so that a key is to be left alone until it has been asked. */
  public boolean isOpen() {
    return !config.get().budgets().isEmpty();
  }

  /** What asks the budgets about one prompt; null when there is none to ask. */
  @Nullable BudgetGate gate(Order order) {
    Wishes.Budgeting budgeting = order.wishes().budgets();
    return budgeting == Wishes.Budgeting.IGNORED || !isOpen()
        ? null
        : new BudgetGate(this, budgeting == Wishes.Budgeting.PASSED);
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
