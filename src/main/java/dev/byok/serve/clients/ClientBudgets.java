package dev.byok.serve.clients;

import dev.byok.budget.Borrower;
import dev.byok.budget.Budget;
import dev.byok.budget.Limits;
import dev.byok.budget.Per;
import dev.byok.budget.Scope;
import dev.byok.budget.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets of a server's clients, as the ledger counts them. */
public final class ClientBudgets {
  /** The command whose entries name clients. {@code exec} names the programs that it starts. */
  public static final String COMMAND = "serve";

  private ClientBudgets() {}

  /** Returns what a client may spend, or null if it has no limits. */
  public static @Nullable Limits of(Client client) {
    if (client.limits().isEmpty()) {
      return null;
    }
    Borrower borrower = new Borrower(COMMAND, client.name(), client.added());
    List<Budget> budgets = new ArrayList<>();
    for (ClientLimit limit : client.limits()) {
      Per per = limit.per() == null ? Per.EVER : limit.per();
      budgets.add(new Budget(limit.usd(), Unit.USD, per, Scope.of(borrower)));
    }
    return new Limits(budgets, null);
  }
}
