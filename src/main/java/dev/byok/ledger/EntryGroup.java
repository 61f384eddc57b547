package dev.byok.ledger;

import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryLine;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.Trouble;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Entries that are written together. After a loss of power, some blocks of what was not forced may
 * be on the disk and others not, so that must be little enough to be looked through by the next
 * writer.
 */
public final class EntryGroup {
  /** The most bytes of several lines. */
  public static final int MOST = 256 * 1024;

  /** The most bytes that are not forced to the disk yet when a group is written. */
  public static final int MOST_UNFORCED = 4 * 1024 * 1024;

  /** How far from the end of the file something may be missing, after one more whole line. */
  static final int REACH = MOST_UNFORCED + 2 * Elements.CEILING;

  private final int count;
  private final byte[] lines;

  private EntryGroup(int count, byte[] lines) {
    this.count = count;
    this.lines = lines;
  }

  /**
   * Returns the first of these entries, as many as are written together.
   *
   * @param entries at least one
   * @throws dev.byok.failure.Failure if the first is longer than any ledger takes
   */
  static EntryGroup of(Path file, List<Entry> entries) {
    byte[] first = EntryLine.of(entries.getFirst());
    if (first.length > Elements.CEILING) {
      throw Trouble.tooLong(file, first.length);
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream(first.length * entries.size());
    lines.writeBytes(first);
    int count = 1;
    while (count < entries.size()) {
      byte[] line = EntryLine.of(entries.get(count));
      if (lines.size() + line.length > MOST) {
        break;
      }
      lines.write(',');
      lines.write('\n');
      lines.writeBytes(line);
      count++;
    }
    return new EntryGroup(count, lines.toByteArray());
  }

  int count() {
    return count;
  }

  /** Returns the lines with what separates them in the file. */
  byte[] lines() {
    return lines;
  }
}
