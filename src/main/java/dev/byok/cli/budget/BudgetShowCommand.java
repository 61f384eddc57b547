package dev.byok.cli.budget;

import dev.byok.cli.Arguments;
import dev.byok.cli.Command;
import dev.byok.cli.Lines;
import dev.byok.cli.Services;
import dev.byok.cli.Specs;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Timestamp;
import dev.byok.ledger.budget.Budget;
import dev.byok.ledger.budget.Budgets;
import dev.byok.ledger.budget.Standing;
import dev.byok.ledger.budget.Unit;
import dev.byok.term.Bar;
import dev.byok.term.Table;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok budget show}: what is spent, held and left. */
public final class BudgetShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(
        this,
        "show",
        "show what is spent of each budget",
        "",
        "RESERVED is what prompts under way may yet spend; UNPRICED are the entries of the",
        "period whose cost is not known, so that it is not in SPENT.");
  }

  @Override
  public int run(Services services, Arguments given) {
    List<Budget> budgets = Budgets.of(services.config());
    List<Standing> standings =
        budgets.isEmpty() ? List.of() : services.account(budgets).standings();
    if (given.json()) {
      List<JsonObject> rows = new ArrayList<>();
      for (Standing standing : standings) {
        rows.add(json(standing));
      }
      services.out().write(Lines.array(rows));
    } else if (standings.isEmpty()) {
      services
          .messages()
          .notice("no budgets yet; byok budget set LIMIT --per day|week|month makes one");
    } else {
      services.out().write(table(standings, services.terminal().dumb()));
    }
    return 0;
  }

  private static String table(List<Standing> standings, boolean dumb) {
    Table table = new Table("BUDGET", "SPENT", "", ">RESERVED", ">UNPRICED", "ENDS");
    DateTimeFormatter minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    for (Standing standing : standings) {
      boolean money = standing.budget().unit() == Unit.USD;
      table.row(
          standing.budget().words(),
          Bar.of(standing.percent(), dumb),
          standing.spentWords() + " of " + standing.limitWords(),
          standing.reservedWords(),
          money ? Long.toString(standing.unpriced()) : "-",
          minute.format(standing.period().until().atZone(standing.period().zone())));
    }
    return table.toString();
  }

  private static JsonObject json(Standing standing) {
    Budget budget = standing.budget();
    return JsonObject.builder()
        .put("limit", budget.limit())
        .put("unit", budget.unit().label())
        .put("per", budget.per().label())
        .put("key", budget.scope().key())
        .put("provider", budget.scope().provider())
        .put("spent", standing.spent())
        .put("reserved", standing.reserved())
        .put("percent", standing.percent())
        .put("unpriced", standing.unpriced())
        .put("since", Timestamp.write(standing.period().since()))
        .put("until", Timestamp.write(standing.period().until()))
        .build();
  }
}
