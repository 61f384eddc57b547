package dev.byok.exchange;

import dev.byok.budget.Account;
import dev.byok.budget.Allowance;
import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Claim;
import dev.byok.budget.Decision;
import dev.byok.budget.Estimate;
import dev.byok.budget.Limits;
import dev.byok.budget.Payer;
import dev.byok.budget.Standing;
import dev.byok.client.Ask;
import dev.byok.client.Passed;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.Entry;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelNames;
import dev.byok.routing.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks one prompt against the budgets before it is sent, and counts it afterwards. Without
 * budgets no gate is made, and no classes for them are loaded.
 */
final class BudgetGate {
  private final BudgetDesk desk;
  private final boolean overBudget;
  private @Nullable Allowance allowance;
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
   * @param ledger takes the entries that budgets count
   * @throws Failure of kind BUDGET if it may exceed a budget, FILE if that cannot be checked
   */
  void enter(String id, Order order, Recorder ledger) {
    Limits limits = order.wishes().limits();
    allowance = limits == null ? null : limits.allowance();
    Payer payer = payer(order);
    List<Budget> budgets = new ArrayList<>(Budgets.of(desk.config()));
    if (limits != null) {
      budgets.addAll(limits.budgets());
    }
    boolean counted = isAnyFor(payer, budgets);
    boolean limited = allowance != null && allowance.isLimited();
    if (!counted && !limited) {
      return;
    }
    Claim asked =
        new Claim(
            id,
            payer,
            payer.provider() + "/" + order.route().model(),
            estimate(order),
            order.terms().idleTimeout());
    claim = asked;
    Failure refusal = limited && allowance != null ? allowance.reserve(asked) : null;
    if (refusal != null) {
      throw refusal;
    }
    boolean entered = !counted;
    try {
      if (counted) {
        ledger.settle();
        reserve(asked, new Account(desk.ledger(), budgets, desk.clock()));
        entered = true;
      }
    } catch (Failure failed) {
      untold(failed);
      entered = true;
    } finally {
      if (!entered && allowance != null) {
        allowance.release(id);
      }
    }
  }

  private static Payer payer(Order order) {
    Route route = order.route();
    Filing filing = order.filing();
    return new Payer(
        route.provider().id(), Outcome.keyName(route), filing.command(), filing.client());
  }

  private static boolean isAnyFor(Payer payer, List<Budget> budgets) {
    boolean any = false;
    for (Budget budget : budgets) {
      any |= budget.matches(payer);
    }
    return any;
  }

  private void reserve(Claim asked, Account books) {
    Decision made = reserveInTurn(asked, books);
    Failure refusal = made.refusal();
    if (refusal != null) {
      if (!overBudget) {
        throw refusal;
      }
      desk.notices().notice(made.reason() + "; sent anyway");
    }
    account = books;
    decision = made;
  }

  private Decision reserveInTurn(Claim asked, Account books) {
    boolean inTurn = desk.takeTurn();
    try {
      return books.reserve(asked, overBudget);
    } finally {
      if (inTurn) {
        desk.endTurn();
      }
    }
  }

  /**
   * Handles a ledger that cannot be read. This stops the prompt unless the user overrides budgets.
   */
  private void untold(Failure failed) {
    if (failed.kind() != Kind.FILE) {
      throw failed;
    }
    if (!overBudget) {
      Failure told = failed.detail("so no budget can be checked; nothing was sent");
      String hint = failed.hint();
      throw claim != null && claim.payer().client() != null
          ? told
          : told.hint(
              (hint == null ? "" : hint + "; ") + "use " + Budget.OVERRIDE + " to send it anyway");
    }
    desk.notices().notice(failed.text() + "; sent anyway");
  }

  /** Releases the reservation, since nothing was sent. If that fails, it ends with this process. */
  void release() {
    if (allowance != null && claim != null) {
      allowance.release(claim.id());
    }
    if (account != null && claim != null) {
      try {
        account.release(claim);
      } catch (Failure kept) {
        desk.notices().verbose("the reservation cannot be released: " + kept.text());
      }
    }
  }

  /** Counts the prompt, and reports which budgets are nearly spent, after it was recorded. */
  void spent(Entry entry) {
    if (allowance != null) {
      allowance.settle(entry);
    }
    if (decision == null) {
      return;
    }
    boolean untold = false;
    for (Standing before : decision.standings()) {
      Standing after = before.after(entry);
      untold |= after.unknown() > before.unknown();
      if (after.isNear() && !decision.passed().contains(before)) {
        tell(entry, before.budget().words() + before.period().first(), after.nearWords());
      }
    }
    if (untold) {
      tell(entry, "unknown", "the cost of this prompt is unknown, so no budget counts it");
    }
  }

  /** Reports a line, for the requests of another program only once for each topic. */
  private void tell(Entry entry, String topic, String line) {
    if (entry.client() == null || desk.isNews(topic)) {
      desk.notices().notice(line);
    }
  }

  private Estimate estimate(Order order) {
    Route route = order.route();
    ModelFacts facts = ModelNames.factsOf(desk.prices(), route.provider(), route.model(), null);
    if (order.ask() instanceof Ask.OfPrompt asked) {
      return Estimate.of(asked.prompt(), facts);
    }
    Passed passed = ((Ask.Passing) order.ask()).request();
    byte[] body = passed.body();
    Passed.Reading reading = passed.reading();
    return Estimate.ofBody(
        body == null ? 0 : body.length, reading.mostTokens(), reading.reasons(), facts);
  }
}
