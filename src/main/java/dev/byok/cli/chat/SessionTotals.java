package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.report.Sums;
import dev.byok.ledger.report.Totals;
import dev.byok.term.Messages;
import org.jspecify.annotations.Nullable;

/**
 * What a session has used: its ledger entries, and each prompt since. The ledger is read while the
 * user types the first message.
 */
final class SessionTotals {
  private final Sums sums = new Sums();
  private final @Nullable Thread reading;
  private volatile boolean known = true;

  private SessionTotals() {
    reading = null;
  }

  /** The totals of a new session. */
  static SessionTotals none() {
    return new SessionTotals();
  }

  /** The totals of a session that may have older entries. */
  static SessionTotals of(Ledger ledger, String session, Messages messages) {
    return new SessionTotals(ledger, session, messages);
  }

  private SessionTotals(Ledger ledger, String session, Messages messages) {
    reading =
        Thread.ofPlatform()
            .daemon()
            .name("session totals")
            .start(() -> read(ledger, session, messages));
  }

  private void read(Ledger ledger, String session, Messages messages) {
    try {
      ledger.scan(entry -> {
        if (session.equals(entry.session())) {
          sums.add(entry);
        }
      });
    } catch (Failure unreadable) {
      known = false;
      messages.notice("the total of this session is unknown: " + unreadable.text());
    }
  }

  /** Waits until the ledger is read, so that no prompt is counted twice. */
  void settle() {
    if (reading == null) {
      return;
    }
    try {
      reading.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  void add(Entry entry) {
    sums.add(entry);
  }

  /** The sums; null if the ledger could not be read. */
  @Nullable Totals totals() {
    settle();
    return known ? sums.totals() : null;
  }
}
