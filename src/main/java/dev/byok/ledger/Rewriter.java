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
 * Writes a ledger anew with other estimates, in two parts: first, without the lock, all that no
 * append can change any more; then, under the lock, what was added meanwhile, after which the new
 * file takes the place of the old one in one step. Until then the old file stays as it was, also
 * when the process is ended, and what was begun is taken away.
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

  /** Takes over everything in front of the closing bracket; that is nothing where there is none. */
  void takeSettled() throws IOException {
    try (FileChannel old = open()) {
      long end = Tail.settledEnd(old);
      if (end >= 0) {
        source = old;
        mark = Mark.at(file, old, end);
        requireArray(new Elements(new FileBytes(old, end), this).scan());
        // Here, so that nobody has to wait for the disk to take the whole of it.
        fresh.force();
      }
    }
  }

  /**
   * Takes over what follows and replaces the file; the lock is held.
   *
   * @return null when the file is another one by now
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
    // One that would become too long to be read stays as it is.
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

  /** Leaves no new file behind unless it is in its place. */
  @Override
  public void close() throws IOException {
    try (fresh) {
      abandon();
    } finally {
      if (atExit != null) {
        // Where the process is being ended, this finds nothing left to do.
        atExit.close();
      }
    }
  }

  private void abandonAtExit() {
    try {
      abandon();
    } catch (IOException undeletable) {
      // There is nobody left to tell; the next rewriting clears it away.
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
