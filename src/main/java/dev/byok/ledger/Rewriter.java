package dev.byok.ledger;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.PrivateFiles;
import dev.byok.ledger.entry.CostFields;
import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.Mark;
import dev.byok.ledger.file.Tail;
import dev.byok.ledger.file.Trouble;
import dev.byok.ledger.file.Whole;
import dev.byok.ledger.repair.FreshLedger;
import dev.byok.ledger.repair.SideFile;
import dev.byok.process.AtExit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a ledger with other estimates, in two parts. First, without the lock, it copies
 * everything that no append can change any more. Then, under the lock, it copies what was added
 * meanwhile and replaces the old file in one step. Until then the old file stays as it was. If the
 * process is ended, the unfinished new file is deleted.
 */
final class Rewriter implements Elements.Sink, AutoCloseable {
  private final Path file;
  private final Estimates estimates;
  private final FreshLedger fresh;
  private AtExit.@Nullable Deed atExit;
  private Mark mark = Mark.START;
  private @Nullable FileChannel source;
  private long changed;
  private boolean replaced;
  private boolean abandoned;

  private Rewriter(Path file, Estimates estimates, FreshLedger fresh) {
    this.file = file;
    this.estimates = estimates;
    this.fresh = fresh;
  }

  static Rewriter start(Path file, Estimates estimates) throws IOException {
    Rewriter rewriter = new Rewriter(file, estimates, FreshLedger.begin(file));
    try {
      rewriter.atExit = AtExit.add("rewriter", rewriter::abandonAtExit);
    } catch (IllegalStateException ending) {
      rewriter.close();
      throw interrupted().causedBy(ending);
    }
    return rewriter;
  }

  /** Copies everything before the closing bracket, or nothing when the array is not closed. */
  void takeSettled() throws IOException {
    try (FileChannel old = open()) {
      long end = Tail.settledEnd(old);
      if (end >= 0) {
        source = old;
        mark = Mark.at(file, old, end);
        requireArray(new Elements(new FileBytes(old, end), this).scan());
        // Now, before the lock is taken: otherwise other writers would wait for the disk.
        fresh.force();
      }
    }
  }

  /**
   * Copies what follows and replaces the file. The caller holds the lock.
   *
   * @return null when the file has been replaced by another
   */
  @Nullable Rewritten takeRest() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    PrivateFiles.requireOwn(file, false);
    try (FileChannel now = open()) {
      if (!mark.fits(file, now)) {
        return null;
      }
      source = now;
      long end = Tail.settledEnd(now);
      FileBytes bytes = new FileBytes(now, end < 0 ? now.size() : end);
      Elements elements = new Elements(bytes, this);
      if (mark.offset() == 0) {
        requireArray(elements.scan());
      } else {
        bytes.seek(mark.offset());
        elements.scanRest();
      }
      if (changed > 0) {
        fresh.end();
        replace();
      }
      SideFile side = fresh.side();
      return new Rewritten(
          fresh.entries(), changed, side.bytes(), side.places(), changed > 0 ? side.path() : null);
    }
  }

  @Override
  public void object(Whole object, long offset, long end) throws IOException {
    EntryView entry = object.view();
    BigDecimal cost = entry == null ? null : estimates.of(entry);
    byte[] line = object.bytes();
    byte[] changedLine = cost == null ? line : CostFields.with(cost, line);
    // An entry that would become too long to be read stays as it is.
    if (cost == null || changedLine.length > Elements.CEILING) {
      fresh.add(line);
    } else {
      fresh.add(changedLine);
      changed++;
    }
  }

  @Override
  public void damage(long offset, long length) throws IOException {
    if (source == null) {
      throw new IllegalStateException("no file is being read");
    }
    fresh.damage(source, offset, length);
  }

  /** Deletes the new file unless it has replaced the old one. */
  @Override
  public void close() throws IOException {
    try (fresh) {
      abandon();
    } finally {
      if (atExit != null) {
        // When the process is ending, this has nothing left to do.
        atExit.close();
      }
    }
  }

  private void abandonAtExit() {
    try {
      abandon();
    } catch (IOException undeletable) {
      // It is too late to report this; the next rewrite deletes the file.
    }
  }

  private synchronized void replace() throws IOException {
    if (abandoned) {
      throw interrupted();
    }
    fresh.replace();
    replaced = true;
  }

  private synchronized void abandon() throws IOException {
    if (!replaced && !abandoned) {
      abandoned = true;
      fresh.discard();
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private void requireArray(boolean array) {
    if (!array) {
      throw Trouble.notALedger(file);
    }
  }

  private static Failure interrupted() {
    return Failure.of(Kind.INTERRUPTED, "interrupted");
  }
}
