package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import org.jspecify.annotations.Nullable;

/** Records in the ledger what orders spent, at once or a little later. */
public interface Recorder {
  /**
   * Records an order that is over. A failure of the ledger is reported by the recorder, and never
   * costs the user the answer.
   *
   * @return a failure that a script must notice, or null
   */
  @Nullable Failure add(Entry entry);

  /**
   * Returns when every entry that was added before is in the ledger, where budgets count it.
   *
   * @throws Failure of kind FILE if the ledger does not take them now
   */
  void settle();
}
