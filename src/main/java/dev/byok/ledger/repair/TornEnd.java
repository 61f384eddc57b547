package dev.byok.ledger.repair;

import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.ReadSummary.Skipped;
import dev.byok.ledger.file.Tail;
import dev.byok.ledger.file.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A damaged end after whole lines, as an interrupted append leaves it. The time to find it does not
 * depend on the size of the file.
 */
public final class TornEnd {
  /** How much of the end is read: the longest entry, and enough lines to recognize byok's form. */
  private static final int WINDOW = 2 * 1024 * 1024 + Elements.CEILING;

  /** An interrupted append leaves one damaged place; many mean that something else went wrong. */
  private static final int MOST_PLACES = 100;

  private final long end;
  private final byte[] bytes;
  private final List<Skipped> damage;

  private TornEnd(long end, byte[] bytes, List<Skipped> damage) {
    this.end = end;
    this.bytes = bytes;
    this.damage = damage;
  }

  /** Returns null when the end of the file is anything else: then the whole file must be read. */
  public static @Nullable TornEnd find(FileChannel channel) throws IOException {
    long size = channel.size();
    byte[] last = Tail.read(channel, (int) Math.min(WINDOW, size), size);
    int line = firstLine(last);
    if (line < 0 || Tail.read(channel, 1, 1)[0] != '[') {
      return null;
    }
    long start = size - last.length;
    Lines lines = new Lines(last, start);
    FileBytes bytes = new FileBytes(channel, size);
    bytes.seek(start + line);
    new Elements(bytes, lines).scanRest();
    return lines.tornEnd();
  }

  /** Returns where the last whole entry ends. */
  public long end() {
    return end;
  }

  /** Returns the bytes from there to the end of the file. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the places that belong to no entry; none when only the last bracket is missing. */
  public List<Skipped> damage() {
    return damage;
  }

  private static int firstLine(byte[] last) {
    for (int at = 1; at < last.length; at++) {
      if (last[at] == '{' && last[at - 1] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Accepts one entry per line, each after a comma, and then damage up to the end. */
  private static final class Lines implements Elements.Sink {
    private final byte[] last;
    private final long start;
    private final List<Skipped> damage = new ArrayList<>();
    private long end = -1;
    private boolean orderly = true;

    Lines(byte[] last, long start) {
      this.last = last;
      this.start = start;
    }

    @Override
    public void object(Whole object, long offset, long end) {
      boolean oneLine = end - offset == object.bytes().length;
      orderly &= oneLine && damage.isEmpty() && (this.end < 0 || isNextLine(offset));
      this.end = end;
    }

    @Override
    public void damage(long offset, long length) {
      if (damage.size() < MOST_PLACES) {
        damage.add(new Skipped(offset, length));
      } else {
        orderly = false;
      }
    }

    private boolean isNextLine(long offset) {
      int at = (int) (end - start);
      return offset == end + 2 && last[at] == ',' && last[at + 1] == '\n';
    }

    @Nullable TornEnd tornEnd() {
      return orderly && end >= 0
          ? new TornEnd(end, Arrays.copyOfRange(last, (int) (end - start), last.length), damage)
          : null;
    }
  }
}
