package dev.byok.cli;

import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.ledger.Entry;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.Repair;
import dev.byok.term.Counts;
import org.jspecify.annotations.Nullable;

/** Writes down in the ledger what a command spent. */
final class Recording {
  private final Services services;

  Recording(Services services) {
    this.services = services;
  }

  /**
   * Writes the line of a prompt that is over. A ledger that fails is told of here and never takes
   * the answer with it.
   *
   * @return what a script has to notice all the same, or null
   */
  @Nullable Failure add(Entry entry) {
    try {
      Repair repair = services.ledger().append(entry);
      if (repair != null) {
        services.messages().notice(repaired(repair));
      }
      return null;
    } catch (Failure unwritten) {
      services.messages().failure(unwritten);
      // A full disk is told and passes; a ledger that is none stays so, and a script has to notice.
      return Ledger.isNotALedger(unwritten) ? unwritten : null;
    }
  }

  /** What to say of a ledger that was put right. */
  static String repaired(Repair repair) {
    Long kept = repair.kept();
    return "the ledger was damaged and is repaired: "
        + (kept == null ? "every whole entry" : Counts.of(kept, "entry", "entries"))
        + " kept, "
        + (repair.side() == null
            ? "nothing else was in it"
            : Counts.of(repair.damagedBytes(), "byte", "bytes")
                + " that are no entry moved to "
                + UserWord.quoted(repair.side()));
  }
}
