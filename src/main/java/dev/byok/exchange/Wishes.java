package dev.byok.exchange;

/**
 * What the user wants of a prompt besides its answer.
 *
 * @param budgets what the budgets have to say about it
 * @param ownKeyRequired whether Kilo was to spend no credits
 */
public record Wishes(Budgeting budgets, boolean ownKeyRequired) {
  /** Nothing that the user would have to be asked about. */
  public static final Wishes NONE = new Wishes(Budgeting.KEPT, false);

  /** What budgets are to a prompt. */
  public enum Budgeting {
    /** It is sent when every budget allows it. */
    KEPT,
    /** It is sent all the same, and counted. */
    PASSED,
    /** They are not asked: what checks a key is too small to be forbidden. */
    IGNORED
  }
}
