package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.UntrustedFileException;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.repair.Repair;
import dev.byok.text.Plural;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down in the ledger what a command spent. */
public final class LedgerWriter {
  private final Supplier<Ledger> ledger;
  private final BooleanSupplier isPlaceChosen;
  private final Notices notices;

  /**
   * @param ledger made when there is something to write
   * @param notices told of a ledger that fails, whatever prompt it was
   * @param isPlaceChosen whether somebody said where byok's files are to be
   */
  public LedgerWriter(Supplier<Ledger> ledger, BooleanSupplier isPlaceChosen, Notices notices) {
    this.ledger = ledger;
    this.isPlaceChosen = isPlaceChosen;
    this.notices = notices;
  }

  /**
   * Writes the line of a prompt that is over. A ledger that fails is told of here and never takes
   * the answer with it.
   *
   * @return what a script has to notice all the same, or null
   */
  public @Nullable Failure add(Entry entry) {
    try {
      Repair repair = ledger.get().append(entry);
      if (repair != null) {
        notices.notice(repaired(repair));
      }
      return null;
    } catch (Failure unwritten) {
      if (hasNoPlace(unwritten)) {
        return null;
      }
      notices.failure(unwritten);
      // A full disk is told and passes; a ledger that is none stays so, and so does one in a place
      // that is not the user's own: a script has to notice.
      return Ledger.isNotALedger(unwritten)
              || unwritten.getCause() instanceof UntrustedFileException
          ? unwritten
          : null;
    }
  }

  /**
   * Whether the home folder is not the user's own and there is no ledger in it, as in containers
   * that run as root. Nobody has lost anything there; it is told once.
   */
  private boolean hasNoPlace(Failure unwritten) {
    if (!(unwritten.getCause() instanceof UntrustedFileException stranger)
        || isPlaceChosen.getAsBoolean()
        || Files.exists(ledger.get().file(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    notices.noticeOnce("nothing is recorded: " + Causes.of(stranger) + "; " + stranger.remedy());
    return true;
  }

  /** What to say of a ledger that was put right. */
  public static String repaired(Repair repair) {
    Long kept = repair.kept();
    return "the ledger was damaged and is repaired: "
        + (kept == null ? "every whole entry" : Plural.of(kept, "entry", "entries"))
        + " kept, "
        + (repair.side() == null
            ? "nothing else was in it"
            : Plural.of(repair.damagedBytes(), "byte", "bytes")
                + " that are not entries were moved to "
                + UserWord.quoted(repair.side()));
  }
}
