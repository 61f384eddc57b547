package dev.byok.cli.budget;

import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Per;
import dev.byok.budget.Scope;
import dev.byok.budget.Unit;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.text.Plural;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok budget rm}: removes exactly one budget, or all. */
public record BudgetRmCommand(Tools tools, Setup setup) implements Command {
  private static final String USD = "--usd";
  private static final String ALL = "--all";
  private static final List<String> SELECTORS =
      List.of(
          BudgetOptions.PER, BudgetOptions.KEY, BudgetOptions.PROVIDER, BudgetOptions.TOKENS, USD);

  public static CommandSpec spec() {
    return BudgetOptions.addTo(
            Specs.command(
                "rm", "remove a budget", "", "If there is only one budget, no option is needed."))
        .addOption(Specs.flag("a budget of US dollars", USD))
        .addOption(Specs.flag("every budget", ALL));
  }

  @Override
  public int run(Arguments given) {
    if (given.has(BudgetOptions.TOKENS) && given.has(USD)) {
      throw excluded(BudgetOptions.TOKENS, USD);
    }
    return given.has(ALL) ? removeAll(given) : removeOne(given);
  }

  /** Removes all budgets, also invalid ones, which {@code --json} does not print. */
  private int removeAll(Arguments given) {
    for (String selector : SELECTORS) {
      if (given.has(selector)) {
        throw excluded(ALL, selector);
      }
    }
    int count = setup.config().budgets().size();
    List<Budget> valid = Budgets.validOf(setup.config());
    setup.configFile().change(config -> config.withBudgets(List.of()));
    if (given.json()) {
      print(valid);
    } else {
      tools.notice("removed " + Plural.of(count, "budget", "budgets"));
    }
    return 0;
  }

  private int removeOne(Arguments given) {
    List<Budget> all = Budgets.of(setup.config());
    List<Budget> chosen = chosen(given, all);
    if (chosen.size() != 1) {
      Failure failure =
          Failure.of(
              Kind.USAGE,
              all.isEmpty()
                  ? "there is no budget"
                  : chosen.isEmpty()
                      ? "no budget matches"
                      : Plural.of(chosen.size(), "budget is", "budgets are") + " like that");
      for (Budget budget : chosen.isEmpty() ? all : chosen) {
        failure = failure.detail(budget.words());
      }
      throw failure.hint(
          all.isEmpty()
              ? "byok budget set LIMIT --per day|week|month makes one"
              : "choose one with " + String.join(", ", SELECTORS) + ", or " + ALL);
    }
    Budget budget = chosen.get(0);
    setup.configFile().change(config -> Budgets.remove(config, budget));
    if (given.json()) {
      print(List.of(budget));
    } else {
      tools.notice("removed the budget of " + budget.words());
    }
    return 0;
  }

  private void print(List<Budget> removed) {
    List<JsonObject> rows = new ArrayList<>();
    for (Budget budget : removed) {
      rows.add(BudgetOptions.json(budget).build());
    }
    tools.out().jsonText(Lines.array(rows));
  }

  private List<Budget> chosen(Arguments given, List<Budget> all) {
    Per per = BudgetOptions.per(given);
    Scope scope = BudgetOptions.scope(setup, given);
    List<Budget> chosen = new ArrayList<>();
    for (Budget budget : all) {
      boolean fits =
          (per == null || budget.per() == per)
              && (scope.key() == null || scope.key().equals(budget.scope().key()))
              && (scope.provider() == null || scope.provider().equals(budget.scope().provider()))
              && (!given.has(BudgetOptions.TOKENS) || budget.unit() == Unit.TOKENS)
              && (!given.has(USD) || budget.unit() == Unit.USD);
      if (fits) {
        chosen.add(budget);
      }
    }
    return chosen;
  }

  private static Failure excluded(String one, String other) {
    return Failure.of(Kind.USAGE, one + " and " + other + " cannot be used together")
        .hint("byok budget rm --help shows its use");
  }
}
