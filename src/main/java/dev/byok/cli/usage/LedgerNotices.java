package dev.byok.cli.usage;

import dev.byok.cli.Services;
import dev.byok.ledger.ReadSummary;
import dev.byok.ledger.report.Totals;
import dev.byok.term.Counts;
import dev.byok.term.Messages;

/** What a reading of the ledger has to say on standard error. */
final class LedgerNotices {
  private LedgerNotices() {}

  /** Tells of what could not be read. */
  static void damage(Messages messages, ReadSummary summary) {
    if (summary.skippedBytes() > 0) {
      messages.notice(
          "the ledger is damaged in "
              + Counts.of(summary.skippedPlaces(), "place", "places")
              + "; "
              + Counts.of(summary.skippedBytes(), "byte", "bytes")
              + " there are not counted");
    }
  }

  /** Tells why there is nothing to show. */
  static void nothing(Services services, ReadSummary summary) {
    services
        .messages()
        .notice(
            summary.entries() == 0
                ? "the ledger is empty: " + services.ledger().file()
                : "none of the "
                    + Counts.of(summary.entries(), "request", "requests")
                    + " in the ledger fits what was asked for");
  }

  /** Tells of requests that the cost leaves out. */
  static void unpriced(Messages messages, Totals total) {
    if (total.unpriced() > 0) {
      messages.notice(
          Counts.of(total.unpriced(), "request", "requests")
              + " without a price "
              + (total.unpriced() == 1 ? "is" : "are")
              + " not in the cost; byok usage reprice looks for prices");
    }
  }
}
