package dev.byok.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The end of a ledger and what can be said from it alone: is the array closed as byok closes it?
 *
 * <p>A torn write cannot look whole. An append is one write of {@code ,\n<entry>\n]\n} over the old
 * {@code \n]\n}, or of several entries with {@code ,\n} between them. An entry has no line break in
 * it, so the bytes {@code }\n]\n} are the last four of the write and appear nowhere else in it: a
 * write cut short at any byte does not end in them. After a loss of power the blocks of one write
 * may have reached the disk out of order, perhaps only the last one. The others are then zeros,
 * which JSON never has, or, where the write began, still the old end. Then the last line does not
 * begin like an entry, after a comma. This class checks the whole last line for both. It reads a
 * constant number of bytes, unless that line is long. The lines before it in one write are checked
 * by {@link Seal}, which the loss of power broke.
 */
public final class Tail {
  /** How an array ends after its last entry. An append overwrites it. */
  public static final byte[] END = "\n]\n".getBytes(StandardCharsets.US_ASCII);

  private static final int WINDOW = 8 * 1024;
  private static final int LONGEST = Elements.CEILING + WINDOW;

  private Tail() {}

  /**
   * Returns the offset of {@link #END}, after the last entry, when the array is closed, otherwise
   * -1. No append ever changes a byte before it.
   */
  public static long settledEnd(FileChannel channel) throws IOException {
    long size = channel.size();
    return isClosed(channel, size) ? size - END.length : -1;
  }

  /** Returns {@code length} bytes before {@code end}, zeros where the file is shorter by now. */
  public static byte[] read(FileChannel channel, int length, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, end - length + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.array();
  }

  private static boolean isClosed(FileChannel channel, long size) throws IOException {
    if (size < END.length + 3) {
      return false;
    }
    byte[] last = read(channel, (int) Math.min(WINDOW, size), size);
    int at = last.length - END.length;
    if (last[at - 1] != '}' || last[at] != '\n' || last[at + 1] != ']' || last[at + 2] != '\n') {
      return false;
    }
    int line = lastLine(last);
    if (line == 0 && last.length < size) {
      last = read(channel, (int) Math.min(LONGEST, size), size);
      line = lastLine(last);
    }
    for (byte one : last) {
      if (one == 0) {
        return false;
      }
    }
    return (line == 0 || endsAnEntry(last, line)) && read(channel, 1, 1)[0] == '[';
  }

  /** Returns where the line before the closing bracket begins; 0 if the bytes do not show it. */
  private static int lastLine(byte[] last) {
    int at = last.length - END.length;
    while (at > 0 && last[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  /**
   * Whether the line is a whole entry after a separator, or ends one that an editor reformatted.
   */
  private static boolean endsAnEntry(byte[] last, int line) {
    int first = line;
    while (isBlank(last[first])) {
      first++;
    }
    int before = line - 1;
    while (before > 0 && isBlank(last[before])) {
      before--;
    }
    return last[first] == '}'
        || (last[first] == '{' && (last[before] == ',' || last[before] == '['));
  }

  private static boolean isBlank(byte one) {
    return one == ' ' || one == '\n' || one == '\r' || one == '\t';
  }
}
