package dev.byok.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The end of a ledger and what can be said from it alone: is the array closed as byok closes it?
 *
 * <p>Why a torn write cannot look whole. One entry is one write of {@code ,\n<entry>\n]\n} over the
 * old {@code \n]\n}, and an entry has no line break in it, so that the bytes {@code }\n]\n} are its
 * last four and nowhere else: a write cut short at any byte does not end in them. After a loss of
 * power the blocks of one write may have reached the disk out of order, the last one alone
 * included; the others are then zeros, which no JSON has, and they lie in the last entry, so that
 * this looks for a zero too, in a constant number of bytes. An entry longer than that can be
 * damaged behind a good end; readers step over it and tell of it, and it was never reported as
 * written, since its force had not returned.
 */
final class Tail {
  /** How an array ends after its last entry; what an append writes over. */
  static final byte[] END = "\n]\n".getBytes(StandardCharsets.US_ASCII);

  private static final int WINDOW = 8 * 1024;

  private Tail() {}

  /**
   * The offset of {@link #END}, behind the last entry, when the array is closed; else -1. No append
   * ever changes a byte before it.
   */
  static long settledEnd(FileChannel channel) throws IOException {
    long size = channel.size();
    return isClosed(channel, size) ? size - END.length : -1;
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
    for (byte one : last) {
      if (one == 0) {
        return false;
      }
    }
    return read(channel, 1, 1)[0] == '[';
  }

  /** The {@code length} bytes before {@code end}; zeros where the file is shorter by now. */
  private static byte[] read(FileChannel channel, int length, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, end - length + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.array();
  }
}
