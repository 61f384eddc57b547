package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import org.jspecify.annotations.Nullable;

/** Keeps what was said. */
public interface Keeper {
  /**
   * Called once, when the prompt is over and its line is in the ledger. It may be called by the
   * thread that ends an interrupted process, which waits for it.
   */
  void keep(Outcome outcome, @Nullable Failure failure, Entry entry);
}
