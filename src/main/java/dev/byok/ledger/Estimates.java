package dev.byok.ledger;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** New estimates for entries that are there. */
@FunctionalInterface
public interface Estimates {
  /** What the entry is now thought to cost, in US dollars; null to leave it as it is. */
  @Nullable BigDecimal of(EntryView entry);
}
