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

/** Records in the ledger what a command spent. */
public final class LedgerWriter {
  private final Supplier<Ledger> ledger;
  private final BooleanSupplier isPlaceChosen;
  private final Notices notices;

  /**
   * @param ledger created when there is something to write
   * @param notices receives failures of the ledger, whatever the prompt
   * @param isPlaceChosen whether the user chose where byok's files are
   */
  public LedgerWriter(Supplier<Ledger> ledger, BooleanSupplier isPlaceChosen, Notices notices) {
    this.ledger = ledger;
    this.isPlaceChosen = isPlaceChosen;
    this.notices = notices;
  }

  /**
   * Writes the line of a prompt that is over. A failure of the ledger is reported here and never
   * costs the user the answer.
   *
   * @return a failure that a script must notice, or null
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
      // A full disk is reported and will pass. A file that is not a ledger will not, nor will a
      // place that others can write: a script must notice those.
      return Ledger.isNotALedger(unwritten)
              || unwritten.getCause() instanceof UntrustedFileException
          ? unwritten
          : null;
    }
  }

  /**
   * Whether there is no ledger and none can be made, since the home folder is not the user's own,
   * as in containers that run as root. Nothing is lost there, so this is reported once.
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
