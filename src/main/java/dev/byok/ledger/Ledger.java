package dev.byok.ledger;

import dev.byok.failure.Failure;
import dev.byok.files.AtomicFile;
import dev.byok.files.LockFile;
import dev.byok.files.PrivateFiles;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryLine;
import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.file.Boot;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.Mark;
import dev.byok.ledger.file.Reached;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Reading;
import dev.byok.ledger.file.Seal;
import dev.byok.ledger.file.Tail;
import dev.byok.ledger.file.Tally;
import dev.byok.ledger.file.Trouble;
import dev.byok.ledger.repair.Repair;
import dev.byok.ledger.repair.Repairer;
import dev.byok.ledger.repair.TornEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger: one JSON array in one file, one entry per line, valid JSON after every append. Any
 * number of processes and threads may append and read at the same time.
 */
public final class Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rewriting a file of this size takes no longer than a prompt; a larger one could. */
  private static final long LARGE = 8L * 1024 * 1024;

  private static final Duration READERS_PATIENCE = Duration.ofSeconds(2);

  private final Path file;
  private final Path lock;
  private final Duration patience;
  private final long large;

  /** Uses this file, which need not exist. The lock is {@code usage.lock} beside it. */
  public Ledger(Path file) {
    this(file, PATIENCE);
  }

  Ledger(Path file, Duration patience) {
    this(file, patience, LARGE);
  }

  /** Repairs the damaged end of a file larger than {@code large} bytes in place. */
  Ledger(Path file, Duration patience, long large) {
    this.file = file.toAbsolutePath();
    this.lock = this.file.resolveSibling("usage.lock");
    this.patience = patience;
    this.large = large;
  }

  public Path file() {
    return file;
  }

  /** Whether an append failed because the file is not a ledger. */
  public static boolean isNotALedger(Failure failure) {
    return Trouble.isNotALedger(failure);
  }

  /** Whether an append failed because of its first entry, which no ledger takes. */
  public static boolean isTooLong(Failure failure) {
    return Trouble.isTooLong(failure);
  }

  /**
   * Appends an entry and returns when it is on the disk. Takes the same time at any size of the
   * file, unless its end is damaged; then the file is repaired in the same step. If the append
   * fails, the old end is restored. An interrupt does not stop the append, since spending must be
   * recorded; the thread is still marked as interrupted afterwards.
   *
   * @return what was repaired; usually null
   * @throws Failure of kind FILE, naming the file, the cause and the next step
   */
  public @Nullable Repair append(Entry entry) {
    byte[] line = EntryLine.of(entry);
    if (line.length > Elements.CEILING) {
      throw Trouble.tooLong(file, line.length);
    }
    return append(line, "");
  }

  /**
   * Appends entries in one write, without waiting for the disk: the first ones, as many as {@link
   * EntryGroup} takes together. They are all in the ledger or, if this fails, normally none. If the
   * process is killed, they stay there; a loss of power they outlive only after {@link #force}.
   *
   * @param entries at least one
   * @throws Failure as {@link #append(Entry)}
   */
  public Appended write(List<Entry> entries) {
    EntryGroup group = EntryGroup.of(file, entries);
    String boot = Boot.id();
    Repair repair = append(group.lines(), boot);
    return new Appended(group.count(), boot.isEmpty() ? 0 : group.lines().length, repair);
  }

  /**
   * Returns when everything that was written before is on the disk. At most {@link
   * EntryGroup#MOST_UNFORCED} bytes may be written without it.
   *
   * @throws Failure of kind FILE
   */
  public void force() {
    try (FileChannel channel = InPlace.open(file)) {
      channel.force(true);
    } catch (NoSuchFileException removed) {
      // What somebody has removed since need not be on the disk.
    } catch (IOException failed) {
      throw Trouble.writing(file, failed);
    }
  }

  /**
   * @param boot "" if the lines must be on the disk when this returns
   */
  private @Nullable Repair append(byte[] lines, String boot) {
    boolean interrupted = Thread.interrupted();
    try (LockFile held = LockFile.acquire(lock, patience)) {
      Repair repair = write(lines, held, boot.isEmpty());
      Seal.renew(file, held, boot);
      return repair;
    } catch (IOException failed) {
      throw Trouble.writing(file, failed);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Reads every entry in the order of the file, with one in memory at a time. An absent file is an
   * empty ledger. Damage is skipped and counted; the file is not changed.
   *
   * @throws Failure of kind FILE when the file does not belong to the user, cannot be read or is
   *     not a JSON array
   */
  public ReadSummary read(Consumer<Entry> entries) {
    return scan(view -> entries.accept(view.entry()));
  }

  /** Like {@link #read}, but does not build each entry: for sums over large ledgers. */
  public ReadSummary scan(Consumer<EntryView> entries) {
    return opened((channel, limit) -> inOrder(channel, limit, entries));
  }

  /**
   * Adds every entry to the tally, in no particular order. Reads a large file with two threads if
   * the machine has more than one processor.
   *
   * @throws Failure as {@link #read}
   */
  public <T extends Tally<T>> ReadSummary tally(T tally) {
    return tally(tally, Halves.WORTHWHILE);
  }

  <T extends Tally<T>> ReadSummary tally(T tally, long worthwhile) {
    return opened((channel, limit) -> {
      ReadSummary summary = null;
      if (limit >= worthwhile && Runtime.getRuntime().availableProcessors() > 1) {
        summary = new Halves<>(channel, limit, tally).scan();
      }
      return summary == null ? inOrder(channel, limit, tally::add) : summary;
    });
  }

  /**
   * Reads the last entries, in the order of the file. The time does not depend on how many entries
   * come before them, as long as the end of the file is as byok writes it.
   *
   * @param count the maximum number of entries
   * @throws Failure as {@link #read}
   */
  public ReadSummary last(int count, Consumer<Entry> entries) {
    List<Entry> found = lastWritten(count);
    if (found != null) {
      found.forEach(entries);
      return ReadSummary.of(found.size());
    }
    LastEntries.Kept kept = new LastEntries.Kept(count);
    ReadSummary summary = scan(view -> kept.add(view.entry()));
    kept.entries().forEach(entries);
    return summary;
  }

  /** Returns null when only reading from the start can find the last entries. */
  private @Nullable List<Entry> lastWritten(int count) {
    try {
      if (!PrivateFiles.exists(file)) {
        return List.of();
      }
      PrivateFiles.requireOwn(file, false);
      try (FileChannel channel = openToRead()) {
        long end = Tail.settledEnd(channel);
        return end < 0 ? null : LastEntries.find(channel, end, count);
      }
    } catch (IOException failed) {
      throw Trouble.reading(file, failed);
    }
  }

  /**
   * Reads the entries after a mark, in a time that depends on them alone. Takes no lock; a caller
   * that must prevent appends meanwhile holds {@link #lock}.
   *
   * @return null, without reading any entry, when the mark no longer fits the file
   * @throws Failure as {@link #read}
   */
  public @Nullable Reached readAfter(Mark mark, Consumer<EntryView> entries) {
    try {
      if (!PrivateFiles.exists(file)) {
        return mark.offset() == 0 ? new Reached(Mark.START, true) : null;
      }
      PrivateFiles.requireOwn(file, false);
      try (FileChannel channel = openToRead()) {
        if (!mark.fits(file, channel)) {
          return null;
        }
        long end = Tail.settledEnd(channel);
        FileBytes bytes = new FileBytes(channel, end < 0 ? channel.size() : end);
        bytes.seek(mark.offset());
        Elements elements = new Elements(bytes, new Reading(entries));
        if (mark.offset() > 0) {
          elements.scanRest();
        } else if (!elements.scan()) {
          throw Trouble.notALedger(file);
        }
        return end < 0 ? new Reached(mark, false) : new Reached(Mark.at(file, channel, end), true);
      }
    } catch (IOException failed) {
      throw Trouble.reading(file, failed);
    }
  }

  /**
   * Writes new cost estimates and changes nothing else: all other fields, and entries without a new
   * estimate, stay byte for byte the same. The new file replaces the old one in one step when it is
   * on the disk, or not at all if no estimate is new. Writers only wait while the entries added
   * meanwhile are processed. Damaged bytes are saved beside the file.
   *
   * @param estimates called once for each entry, in the order of the file
   * @return null, without any change, when the file was replaced by something else meanwhile
   * @throws Failure of kind FILE, or INTERRUPTED when the process is ending
   */
  public @Nullable Rewritten reprice(Estimates estimates) {
    try {
      if (!PrivateFiles.exists(file)) {
        return new Rewritten(0, 0, 0, 0, null);
      }
      PrivateFiles.requireOwn(file, false);
      try (Rewriter rewriter = Rewriter.start(file, estimates)) {
        rewriter.takeSettled();
        try (LockFile _ = LockFile.acquire(lock, patience)) {
          return rewriter.takeRest();
        }
      }
    } catch (IOException failed) {
      throw Trouble.writing(file, failed);
    }
  }

  /**
   * Keeps all other writers out until it is closed, including those in this process. The thread
   * that holds it must not append.
   *
   * @throws Failure of kind FILE
   */
  public LockFile lock() {
    try {
      return LockFile.acquire(lock, patience);
    } catch (IOException failed) {
      throw Trouble.writing(file, failed);
    }
  }

  private @Nullable Repair write(byte[] lines, LockFile held, boolean forced) throws IOException {
    if (!PrivateFiles.exists(file)) {
      writeNew(lines);
      return null;
    }
    PrivateFiles.requireOwn(file, false);
    PrivateFiles.tighten(file);
    try (FileChannel channel = InPlace.open(file)) {
      long end = Tail.settledEnd(channel);
      if (end >= 0 && isWell(channel, held)) {
        InPlace.append(file, channel, end, lines, forced);
        return null;
      }
      if (channel.size() == 0) {
        writeNew(lines);
        return null;
      }
      TornEnd torn = tornEnd(channel);
      if (torn != null) {
        return EndRepairer.run(file, channel, torn, lines);
      }
      Repair repair = Repairer.run(file, channel, lines);
      if (repair == null) {
        throw Trouble.notALedger(file);
      }
      return repair.isOfNothing() ? null : repair;
    }
  }

  /** Writes in one step, so that no process ever sees half of a first entry. */
  private void writeNew(byte[] lines) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream(lines.length + 8);
    content.write('[');
    content.write('\n');
    content.write(lines);
    content.write(Tail.END);
    AtomicFile.write(file, content.toByteArray());
  }

  private interface Scan {
    ReadSummary of(FileChannel channel, long limit) throws IOException;
  }

  /**
   * Scans without the lock, yet never sees a half-written append. Appends change a file only from
   * the closing bracket on. A repair changes it only after its last whole entry, or replaces it
   * with another file. So everything before a closed end, once seen, stays the same in this
   * channel. An end that is not closed is either damaged or being written right now; a second look
   * under the lock tells which.
   */
  private ReadSummary opened(Scan scan) {
    try {
      if (!PrivateFiles.exists(file)) {
        return ReadSummary.of(0);
      }
      PrivateFiles.requireOwn(file, false);
      try (FileChannel channel = openToRead()) {
        long end = Tail.settledEnd(channel);
        TornEnd torn = null;
        if (end < 0) {
          try (LockFile _ = LockFile.acquire(lock, READERS_PATIENCE)) {
            end = Tail.settledEnd(channel);
            torn = end < 0 ? tornEnd(channel) : null;
          }
        }
        long limit = end >= 0 ? end : torn == null ? channel.size() : torn.end();
        ReadSummary summary = scan.of(channel, limit);
        return torn == null ? summary : summary.with(torn.damage());
      }
    } catch (IOException failed) {
      throw Trouble.reading(file, failed);
    }
  }

  private ReadSummary inOrder(FileChannel channel, long limit, Consumer<EntryView> entries)
      throws IOException {
    Reading reading = new Reading(entries);
    if (!new Elements(new FileBytes(channel, limit), reading).scan()) {
      throw Trouble.notALedger(file);
    }
    return reading.summary();
  }

  /** Whether the file needs no repair. The middle of a large file is not checked. */
  private boolean isWell(FileChannel channel, LockFile held) throws IOException {
    return Seal.holds(file, held)
        || (channel.size() > large
            ? Seal.isArrayFrom(channel, channel.size() - EntryGroup.REACH)
            : Seal.isArray(channel));
  }

  /** Returns null for a small file, which is quickly rewritten as a whole. */
  private @Nullable TornEnd tornEnd(FileChannel channel) throws IOException {
    return channel.size() > large ? TornEnd.find(channel) : null;
  }

  private FileChannel openToRead() throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }
}
