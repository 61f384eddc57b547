package dev.byok.ledger;

import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Supplies new cost estimates for existing entries. */
@FunctionalInterface
public interface Estimates {
  /** Returns the entry's new estimated cost in US dollars, or null to leave the entry as it is. */
  @Nullable BigDecimal of(EntryView entry);
}
