package dev.byok.exchange;

/**
 * What the user wants from a prompt besides its answer.
 *
 * @param budgets how budgets affect it
 * @param ownKeyRequired whether Kilo must not spend credits
 */
public record Wishes(Budgeting budgets, boolean ownKeyRequired) {
  /** No wishes: budgets are kept, and Kilo may spend credits. */
  public static final Wishes NONE = new Wishes(Budgeting.KEPT, false);

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
