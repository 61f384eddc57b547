package dev.byok.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads the bytes of an open file up to a limit, one by one, and can go back. The bytes in memory
 * can also be read directly.
 */
public final class FileBytes {
  private static final int SIZE = 64 * 1024;

  /** Room after the bytes for the zero that ends them. */
  private static final int END = 1;

  private final FileChannel channel;
  private final long limit;
  private final byte[] buffer = new byte[SIZE + END];
  private final ByteBuffer view = ByteBuffer.wrap(buffer);
  private long base;
  private int filled;
  private int next;

  public FileBytes(FileChannel channel, long limit) {
    this.channel = channel;
    this.limit = limit;
  }

  /** Returns the next byte, 0 to 255, or -1 at the end. */
  public int read() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    return buffer[next++] & 0xff;
  }

  /** Returns the offset of the byte that {@link #read} returns next. */
  public long position() {
    return base + next;
  }

  public void seek(long position) {
    if (position >= base && position <= base + filled) {
      next = (int) (position - base);
    } else {
      base = position;
      filled = 0;
      next = 0;
    }
  }

  /** Returns the bytes in memory, followed by a zero. */
  byte[] buffer() {
    return buffer;
  }

  /** Returns the index in {@link #buffer} of the byte that {@link #read} returns next. */
  int index() {
    return next;
  }

  /** Returns the index in {@link #buffer} at which its bytes end. */
  int filled() {
    return filled;
  }

  /** Continues at this index of {@link #buffer}. */
  void skipTo(int index) {
    next = index;
  }

  /**
   * Moves the bytes from {@code index} on to the start of the buffer and reads more after them.
   *
   * @return false when there are no more bytes, or there is no room for them
   */
  boolean more(int index) throws IOException {
    if (index == 0 && filled == SIZE) {
      return false;
    }
    System.arraycopy(buffer, index, buffer, 0, filled - index);
    base += index;
    next -= index;
    filled -= index;
    return add();
  }

  private boolean fill() throws IOException {
    base += filled;
    next = 0;
    filled = 0;
    return add();
  }

  private boolean add() throws IOException {
    long at = base + filled;
    int got = 0;
    if (at < limit) {
      view.limit((int) Math.min(SIZE, limit - base)).position(filled);
      got = Math.max(0, channel.read(view, at));
    }
    filled += got;
    buffer[filled] = 0;
    return got > 0;
  }
}
