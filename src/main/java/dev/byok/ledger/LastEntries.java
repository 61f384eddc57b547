package dev.byok.ledger;

import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last entries from the end of the file, where byok has written it: there every entry
 * starts a line behind a line that ends with a comma or the opening bracket. Where that does not
 * hold, or something is damaged, only a reading from the start tells what is an entry.
 */
final class LastEntries {
  private static final int BLOCK = 64 * 1024;

  /** The bytes before a brace that show it to be an entry's: {@code ,\n} or {@code [\n}. */
  private static final int BEFORE = 2;

  private final FileChannel channel;
  private final long end;
  private final int wanted;

  /**
   * @param end the offset behind the last entry
   */
  LastEntries(FileChannel channel, long end, int wanted) {
    this.channel = channel;
    this.end = end;
    this.wanted = wanted;
  }

  /** The entries in the order of the file; null when they cannot be found so. */
  @Nullable List<Entry> find() throws IOException {
    long start = start();
    if (start < 0) {
      return null;
    }
    Kept kept = new Kept(wanted);
    Reading reading = new Reading(view -> kept.add(view.entry()));
    FileBytes bytes = new FileBytes(channel, end);
    bytes.seek(start);
    new Elements(bytes, reading).scanRest();
    ReadSummary summary = reading.summary();
    return summary.skippedPlaces() == 0 && summary.entries() == wanted ? kept.entries() : null;
  }

  /** Where the first of the wanted entries starts; -1 when there are not so many. */
  private long start() throws IOException {
    long farthest = Math.max(0, end - (long) wanted * Elements.CEILING);
    int found = 0;
    for (long to = end; to - BEFORE > farthest; ) {
      long from = Math.max(0, to - BLOCK);
      byte[] block = read(from, (int) (to - from));
      for (int at = block.length - 1; at >= BEFORE; at--) {
        if (startsEntry(block, at) && ++found == wanted) {
          return from + at;
        }
      }
      to = from + BEFORE;
    }
    return -1;
  }

  private static boolean startsEntry(byte[] block, int at) {
    return block[at] == '{'
        && block[at - 1] == '\n'
        && (block[at - 2] == ',' || block[at - 2] == '[');
  }

  private byte[] read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // Read on: one read may give less than there is.
    }
    return bytes.array();
  }

  /** The last so many of all that are added. */
  static final class Kept {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final int most;

    Kept(int most) {
      this.most = most;
    }

    void add(Entry entry) {
      if (entries.size() == most) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    }

    List<Entry> entries() {
      return new ArrayList<>(entries);
    }
  }
}
