package dev.byok.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an open file up to a limit, one after the other, with a way back. */
final class FileBytes {
  private static final int SIZE = 64 * 1024;

  private final FileChannel channel;
  private final long limit;
  private final byte[] buffer = new byte[SIZE];
  private final ByteBuffer view = ByteBuffer.wrap(buffer);
  private long base;
  private int filled;
  private int next;

  FileBytes(FileChannel channel, long limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** The next byte, 0 to 255, or -1 at the end. */
  int read() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    return buffer[next++] & 0xff;
  }

  /** The offset of the byte that {@link #read} gives next. */
  long position() {
    return base + next;
  }

  void seek(long position) {
    if (position >= base && position <= base + filled) {
      next = (int) (position - base);
    } else {
      base = position;
      filled = 0;
      next = 0;
    }
  }

  private boolean fill() throws IOException {
    base += filled;
    next = 0;
    filled = 0;
    if (base >= limit) {
      return false;
    }
    view.clear().limit((int) Math.min(SIZE, limit - base));
    filled = Math.max(0, channel.read(view, base));
    return filled > 0;
  }
}
