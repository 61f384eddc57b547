package dev.byok.ledger;

import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Reading;
import dev.byok.ledger.file.Tail;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last entries from the end of a file that byok wrote, where each entry starts on a new
 * line after a comma or the opening bracket. If the file looks different or is damaged, the entries
 * can only be found by reading from the start. At a million entries that takes a thousand times as
 * long.
 */
final class LastEntries {
  private static final int FIRST_WINDOW = 64 * 1024;
  private static final int LARGEST_WINDOW = 64 * 1024 * 1024;

  private LastEntries() {}

  /**
   * Finds the last {@code wanted} entries, in the order of the file.
   *
   * @param end the offset after the last entry
   * @return null when they cannot be found this way
   */
  static @Nullable List<Entry> find(FileChannel channel, long end, int wanted) throws IOException {
    long start = start(channel, end, wanted);
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

  /** Returns where the first of the wanted entries starts, or -1 when there are fewer. */
  private static long start(FileChannel channel, long end, int wanted) throws IOException {
    for (int window = FIRST_WINDOW; window <= LARGEST_WINDOW; window *= 8) {
      byte[] last = Tail.read(channel, (int) Math.min(window, end), end);
      int found = 0;
      for (int at = last.length - 1; at >= 2; at--) {
        if (startsEntry(last, at) && ++found == wanted) {
          return end - last.length + at;
        }
      }
      if (last.length == end) {
        break;
      }
    }
    return -1;
  }

  private static boolean startsEntry(byte[] block, int at) {
    return block[at] == '{'
        && block[at - 1] == '\n'
        && (block[at - 2] == ',' || block[at - 2] == '[');
  }

  /** Keeps the last entries of all that are added. */
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
