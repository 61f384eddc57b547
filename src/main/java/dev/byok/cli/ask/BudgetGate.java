package dev.byok.cli.ask;

import dev.byok.budget.Account;
import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Claim;
import dev.byok.budget.Decision;
import dev.byok.budget.Estimate;
import dev.byok.budget.Standing;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.client.Terms;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelNames;
import dev.byok.routing.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where one prompt meets the budgets: before it is sent, and when it is written down. Without
 * budgets there is none of these, and nothing of them is loaded.
 */
public final class BudgetGate {
  private static final String OVERRIDE = "--over-budget";

  private final Services services;
  private final boolean overBudget;
  private @Nullable Account account;
  private @Nullable Claim claim;
  private @Nullable Decision decision;

  private BudgetGate(Services services, boolean overBudget) {
    this.services = services;
    this.overBudget = overBudget;
  }

  public static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(Specs.flag("send it although a budget does not allow it", OVERRIDE));
  }

  /** Null when nobody has set a budget. */
  public static @Nullable BudgetGate of(Services services, Arguments given) {
    return isWanted(services) ? new BudgetGate(services, given.has(OVERRIDE)) : null;
  }

  /** Whether the key is to be left alone until the budgets have been asked. */
  static boolean isWanted(Services services) {
    return !services.config().budgets().isEmpty();
  }

  /**
   * Reserves what the prompt may spend.
   *
   * @param id of the entry that the prompt will be in the ledger
   * @throws Failure of kind BUDGET when it may pass a budget, FILE when nobody can tell
   */
  void enter(String id, Route route, Prompt prompt, Terms terms) {
    List<Budget> budgets = Budgets.of(services.config());
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
            Estimate.of(prompt, facts(route)),
            terms.idleTimeout());
    Account books = services.account(budgets);
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
      services.messages().notice(made.overriddenWords() + "; sent all the same");
    }
    account = books;
    claim = asked;
    decision = made;
  }

  /** Nobody knows what is spent: that stops the prompt unless the user said that it may not. */
  private void untold(Failure failed) {
    if (failed.kind() != Kind.FILE) {
      throw failed;
    }
    if (!overBudget) {
      String hint = failed.hint();
      throw failed
          .detail("so nobody knows what a budget leaves, and nothing was sent")
          .hint((hint == null ? "" : hint + "; ") + OVERRIDE + " sends it all the same");
    }
    services.messages().notice(failed.text() + "; sent all the same");
  }

  /** Nothing was sent. What cannot be given back now ends with this process. */
  void release() {
    if (account != null && claim != null) {
      try {
        account.release(claim);
      } catch (Failure kept) {
        services.messages().verbose("what was reserved is not given back: " + kept.text());
      }
    }
  }

  /** The prompt is over and written down: says which budgets are nearly spent. */
  void spent(Entry entry) {
    if (decision == null) {
      return;
    }
    EntryView view = EntryView.of(entry);
    boolean untold = false;
    for (Standing before : decision.standings()) {
      Standing after = before.after(view);
      untold |= after.unknown() > before.unknown();
      if (after.isNear() && !decision.passed().contains(before)) {
        services.messages().notice(after.nearWords());
      }
    }
    if (untold) {
      services.messages().notice("what this prompt took is not known, so no budget counts it");
    }
  }

  private @Nullable ModelFacts facts(Route route) {
    return ModelNames.factsOf(services.storedPrices(), route.provider(), route.model(), null);
  }
}
