package dev.byok.exchange;

import dev.byok.budget.Account;
import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Claim;
import dev.byok.budget.Decision;
import dev.byok.budget.Estimate;
import dev.byok.budget.Standing;
import dev.byok.client.Ask;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.Entry;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelNames;
import dev.byok.routing.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks one prompt against the budgets before it is sent, and counts it afterwards. Without
 * budgets no gate is made, and no classes for them are loaded.
 */
final class BudgetGate {
  private final BudgetDesk desk;
  private final boolean overBudget;
  private @Nullable Account account;
  private @Nullable Claim claim;
  private @Nullable Decision decision;

  BudgetGate(BudgetDesk desk, boolean overBudget) {
    this.desk = desk;
    this.overBudget = overBudget;
  }

  /**
   * Reserves what the prompt may spend.
   *
   * @param id of the entry that the prompt will have in the ledger
   * @throws Failure of kind BUDGET if it may exceed a budget, FILE if that cannot be checked
   */
  void enter(String id, Order order) {
    Route route = order.route();
    List<Budget> budgets = Budgets.of(desk.config());
    String provider = route.provider().id();
    String key = Outcome.keyName(route);
    boolean counted = false;
    for (Budget budget : budgets) {
      counted |= budget.matches(provider, key);
    }
    if (!counted) {
      return;
    }
    Claim asked =
        new Claim(
            id,
            provider,
            key,
            provider + "/" + route.model(),
            estimate(order),
            order.terms().idleTimeout());
    Account books = new Account(desk.ledger(), budgets, desk.clock());
    Decision made;
    try {
      made = books.reserve(asked, overBudget);
    } catch (Failure failed) {
      untold(failed);
      return;
    }
    Failure refusal = made.refusal();
    if (refusal != null) {
      if (!overBudget) {
        throw refusal;
      }
      desk.notices().notice(made.reason() + "; sent anyway");
    }
    account = books;
    claim = asked;
    decision = made;
  }

  /**
   * Handles a ledger that cannot be read. This stops the prompt unless the user overrides budgets.
   */
  private void untold(Failure failed) {
    if (failed.kind() != Kind.FILE) {
      throw failed;
    }
    if (!overBudget) {
      String hint = failed.hint();
      throw failed
          .detail("so no budget can be checked; nothing was sent")
          .hint(
              (hint == null ? "" : hint + "; ") + "use " + Budget.OVERRIDE + " to send it anyway");
    }
    desk.notices().notice(failed.text() + "; sent anyway");
  }

  /** Releases the reservation, since nothing was sent. If that fails, it ends with this process. */
  void release() {
    if (account != null && claim != null) {
      try {
        account.release(claim);
      } catch (Failure kept) {
        desk.notices().verbose("the reservation cannot be released: " + kept.text());
      }
    }
  }

  /** Reports which budgets are nearly spent, after the prompt was recorded. */
  void spent(Entry entry) {
    if (decision == null) {
      return;
    }
    boolean untold = false;
    for (Standing before : decision.standings()) {
      Standing after = before.after(entry);
      untold |= after.unknown() > before.unknown();
      if (after.isNear() && !decision.passed().contains(before)) {
        desk.notices().notice(after.nearWords());
      }
    }
    if (untold) {
      desk.notices().notice("the cost of this prompt is unknown, so no budget counts it");
    }
  }

  private Estimate estimate(Order order) {
    Route route = order.route();
    ModelFacts facts = ModelNames.factsOf(desk.prices(), route.provider(), route.model(), null);
    if (order.ask() instanceof Ask.OfPrompt asked) {
      return Estimate.of(asked.prompt(), facts);
    }
    Ask.OnTheWire raw = (Ask.OnTheWire) order.ask();
    return Estimate.ofBody(raw.body(), raw.mostTokens(), facts);
  }
}
