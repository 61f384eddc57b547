package dev.byok.exchange;

import dev.byok.budget.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants from a prompt besides its answer.
 *
 * @param budgets how budgets affect it
 * @param ownKeyRequired whether Kilo must not spend credits
 * @param limits what it must keep to besides the configuration's budgets; null for nothing
 */
public record Wishes(Budgeting budgets, boolean ownKeyRequired, @Nullable Limits limits) {
  /** No wishes: budgets are kept, and Kilo may spend credits. */
  public static final Wishes NONE = new Wishes(Budgeting.KEPT, false);

  public Wishes(Budgeting budgets, boolean ownKeyRequired) {
    this(budgets, ownKeyRequired, null);
  }

  /** Returns a copy with limits of its own. */
  public Wishes within(Limits others) {
    return new Wishes(budgets, ownKeyRequired, others);
  }

  /** How budgets affect a prompt. */
  public enum Budgeting {
    /** The prompt is sent only if every budget allows it. */
    KEPT,
    /** The prompt is sent in any case, and counted. */
    PASSED,
    /** Budgets are not checked: a request that checks a key is too small to be forbidden. */
    IGNORED
  }
}
