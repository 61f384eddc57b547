package dev.byok.exchange;

import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.UntrustedFileException;
import dev.byok.ledger.Appended;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.repair.Repair;
import dev.byok.text.Plural;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records each order in the ledger as soon as it is over. */
public final class LedgerWriter implements Recorder {
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

  @Override
  public @Nullable Failure add(Entry entry) {
    try {
      report(ledger.get().append(entry));
      return null;
    } catch (Failure unwritten) {
      if (hasNoPlace(unwritten)) {
        return null;
      }
      notices.failure(unwritten);
      return isLasting(unwritten) ? unwritten : null;
    }
  }

  @Override
  public void settle() {
    // Every entry was written when it was added.
  }

  /**
   * Writes the first of these entries together, without waiting for the disk, and reports repairs
   * only. Where no ledger can be made, all entries are done with.
   *
   * @throws Failure if the ledger does not take them
   */
  Appended write(List<Entry> entries) {
    try {
      Appended done = ledger.get().write(entries);
      report(done.repair());
      return done;
    } catch (Failure unwritten) {
      if (hasNoPlace(unwritten)) {
        return new Appended(entries.size(), 0, null);
      }
      throw unwritten;
    }
  }

  /** Returns when everything that was written is on the disk. */
  void force() {
    ledger.get().force();
  }

  /** Returns the ids of at least this many entries at the end of the ledger, if it has them. */
  Set<String> lastIds(int count) {
    Set<String> ids = new HashSet<>();
    ledger.get().last(count, entry -> ids.add(entry.id()));
    return ids;
  }

  Notices notices() {
    return notices;
  }

  /**
   * Whether a script must notice the failure. A full disk is reported and will pass. A file that is
   * not a ledger will not, nor will a place that others can write.
   */
  static boolean isLasting(Failure unwritten) {
    return Ledger.isNotALedger(unwritten) || unwritten.getCause() instanceof UntrustedFileException;
  }

  private void report(@Nullable Repair repair) {
    if (repair != null) {
      notices.notice(repaired(repair));
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
