package dev.byok.budget;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request must keep to besides the budgets of the configuration.
 *
 * @param budgets counted by the ledger, such as those of the client that asks
 * @param allowance what the run may spend that the request belongs to; null for no run
 */
public record Limits(List<Budget> budgets, @Nullable Allowance allowance) {
  public Limits {
    budgets = List.copyOf(budgets);
  }
}
