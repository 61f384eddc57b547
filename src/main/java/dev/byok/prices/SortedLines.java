package dev.byok.prices;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds one line in a file whose lines are sorted by their bytes, in a few short reads. In a file
 * that is not sorted, it may find nothing. The search always ends, since each step leaves a shorter
 * range.
 */
final class SortedLines {
  /** A longer line is never found. */
  static final int LONGEST = 2 * 1024;

  /** A range of up to this size is read as a whole. */
  private static final int SHORT = 4 * LONGEST;

  private final FileChannel channel;
  private final byte[] bytes = new byte[SHORT];

  SortedLines(FileChannel channel) {
    this.channel = channel;
  }

  /** Returns the first line without its line break, or null when it is too long or has no end. */
  byte @Nullable [] first() throws IOException {
    int count = read(0, LONGEST);
    int end = lineEnd(0, count);
    return end < 0 ? null : Arrays.copyOf(bytes, end);
  }

  /**
   * Returns the line that begins with {@code start}, at or after an offset; null when there is
   * none.
   *
   * @param from an offset at which a line starts
   */
  byte @Nullable [] find(long from, byte[] start) throws IOException {
    if (start.length > LONGEST) {
      return null;
    }
    long low = from;
    long high = channel.size();
    while (high - low > SHORT) {
      long middle = (low + high) >>> 1;
      int count = read(middle, 2 * LONGEST);
      int at = lineEnd(0, Math.min(count, LONGEST)) + 1;
      if (at == 0) {
        return null;
      }
      int order = compare(at, count, start);
      if (order == 0) {
        return line(at, count);
      }
      if (order < 0) {
        low = middle + at;
      } else {
        high = middle + at;
      }
    }
    int count = read(low, (int) Math.max(0, high - low));
    int at = 0;
    while (at < count) {
      int order = compare(at, count, start);
      if (order >= 0) {
        return order == 0 ? line(at, count) : null;
      }
      int end = lineEnd(at, count);
      at = end < 0 ? count : end + 1;
    }
    return null;
  }

  private int compare(int at, int count, byte[] start) {
    int end = Math.min(at + start.length, count);
    return Arrays.compareUnsigned(bytes, at, end, start, 0, start.length);
  }

  private byte @Nullable [] line(int at, int count) {
    int end = lineEnd(at, count);
    return end < 0 ? null : Arrays.copyOfRange(bytes, at, end);
  }

  private int lineEnd(int at, int count) {
    for (int i = at; i < count; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Fills the buffer from its start and returns the number of bytes read. */
  private int read(long position, int length) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(bytes, 0, length);
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        break;
      }
    }
    return into.position();
  }
}
