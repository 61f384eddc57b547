package dev.byok.cli.budget;

import dev.byok.budget.Account;
import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Per;
import dev.byok.budget.Unit;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.models.FreshPrices;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.Ledger;
import java.math.BigDecimal;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok budget set}: sets or changes a budget. */
public record BudgetSetCommand(
    Tools tools, Setup setup, Supplier<Ledger> ledger, FreshPrices prices) implements Command {
  public static CommandSpec spec() {
    return BudgetOptions.addTo(
        Specs.command(
                "set",
                "set or change what may be spent in a period",
                "",
                "byok refuses a prompt that could exceed the budget: it sends nothing and exits with",
                "code 13.")
            .addPositional(
                // Optional here and checked below: picocli would report it as missing where a limit
                // such as -3 was taken for an option.
                Specs.word(0, "0..1", "LIMIT", "US dollars; with --tokens a number of tokens")));
  }

  @Override
  public int run(Arguments given) {
    Budget budget = budget(given);
    Config changed = setup.configFile().change(config -> Budgets.put(config, budget));
    if (given.json()) {
      tools.out().json(BudgetOptions.json(budget).build());
    } else {
      tools.notice("the budget is " + budget.words());
    }
    if (budget.unit() == Unit.USD) {
      // Fetched now, because sending a prompt never fetches prices.
      prices.get(false, tools::notice);
    }
    try (var _ = tools.messages().waiting("summing up the ledger")) {
      new Account(ledger.get(), Budgets.of(changed), tools.clock()).prepare();
    } catch (Failure unreadable) {
      // The budget is set. The next prompt meets the same failure and is refused.
      tools.notice(unreadable.text());
    }
    return 0;
  }

  private Budget budget(Arguments given) {
    String text = given.word(0);
    if (text == null) {
      throw Failure.of(Kind.USAGE, "LIMIT is missing")
          .hint("such as: byok budget set 20 --per month");
    }
    boolean tokens = given.has(BudgetOptions.TOKENS);
    Unit unit = tokens ? Unit.TOKENS : Unit.USD;
    BigDecimal limit = Budget.limit(text, unit);
    if (limit == null) {
      throw BudgetOptions.wrongLimit(text, tokens);
    }
    Per per = BudgetOptions.per(given);
    if (per == null) {
      throw Failure.of(Kind.USAGE, BudgetOptions.PER + " is missing")
          .hint("it takes day, week or month");
    }
    return new Budget(limit, unit, per, BudgetOptions.scope(setup, given));
  }
}
