package dev.byok.cli.budget;

import dev.byok.budget.Account;
import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Standing;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Timestamp;
import dev.byok.text.Bar;
import dev.byok.text.Table;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok budget show}: shows how much is spent, reserved and left. */
public record BudgetShowCommand(Tools tools, Setup setup, Supplier<Ledger> ledger)
    implements Command {
  public static CommandSpec spec() {
    return Specs.command(
        "show",
        "show how much of each budget is spent",
        "",
        "RESERVED is what running prompts may still spend. UNKNOWN counts the entries of",
        "the period whose cost or tokens are unknown; SPENT does not include them.");
  }

  @Override
  public int run(Arguments given) {
    List<Budget> budgets = Budgets.of(setup.config());
    List<Standing> standings =
        budgets.isEmpty()
            ? List.of()
            : new Account(ledger.get(), budgets, tools.clock()).standings();
    if (given.json()) {
      List<JsonObject> rows = new ArrayList<>();
      for (Standing standing : standings) {
        rows.add(json(standing));
      }
      tools.out().jsonText(Lines.array(rows));
    } else if (standings.isEmpty()) {
      tools.notice("no budgets yet; byok budget set LIMIT --per day|week|month makes one");
    } else {
      tools.out().write(table(standings, tools.terminal().dumb()));
    }
    return 0;
  }

  private static String table(List<Standing> standings, boolean dumb) {
    Table table = new Table("BUDGET", "SPENT", "", ">RESERVED", ">UNKNOWN", "ENDS");
    DateTimeFormatter minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    for (Standing standing : standings) {
      table.row(
          standing.budget().words(),
          Bar.of(standing.percent(), dumb),
          standing.spentWords() + " of " + standing.limitWords(),
          standing.reservedWords(),
          Long.toString(standing.unknown()),
          minute.format(standing.period().until().atZone(standing.period().zone())));
    }
    return table.toString();
  }

  private static JsonObject json(Standing standing) {
    return BudgetOptions.json(standing.budget())
        .put("spent", standing.spent())
        .put("reserved", standing.reserved())
        .put("percent", standing.percent())
        .put("unpriced", standing.unknown())
        .put("since", Timestamp.write(standing.period().since()))
        .put("until", Timestamp.write(standing.period().until()))
        .build();
  }
}
