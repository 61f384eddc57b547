package dev.byok.cli.usage;

import dev.byok.ledger.Ledger;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.report.Totals;
import dev.byok.term.Messages;
import dev.byok.text.Plural;

/** The notices about reading the ledger, on standard error. */
final class LedgerNotices {
  private LedgerNotices() {}

  static void damage(Messages messages, ReadSummary summary) {
    if (summary.skippedBytes() > 0) {
      messages.notice(
          "the ledger is damaged in "
              + Plural.of(summary.skippedPlaces(), "place", "places")
              + "; "
              + Plural.of(summary.skippedBytes(), "byte", "bytes")
              + " there are not counted");
    }
  }

  static void nothing(Messages messages, Ledger ledger, ReadSummary summary) {
    messages.notice(
        summary.entries() == 0
            ? "the ledger is empty: " + ledger.file()
            : "none of the "
                + Plural.of(summary.entries(), "request", "requests")
                + " in the ledger matches");
  }

  /** Reports the requests that are missing from the cost. */
  static void unpriced(Messages messages, Totals total) {
    if (total.unpriced() > 0) {
      messages.notice(
          "the cost of "
              + Plural.of(total.unpriced(), "request", "requests")
              + " is unknown; to look up prices, run byok usage reprice");
    }
  }
}
