package dev.byok.ledger.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of an open file up to a limit, one after the other, with a way back, and with a look at
 * as many of the next as are in memory.
 */
public final class FileBytes {
  private static final int SIZE = 64 * 1024;

  /** Room behind the bytes for the zero that ends them. */
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

  /** The next byte, 0 to 255, or -1 at the end. */
  public int read() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    return buffer[next++] & 0xff;
  }

  /** The offset of the byte that {@link #read} gives next. */
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

  /** The bytes that are in memory, a zero behind them. */
  byte[] buffer() {
    return buffer;
  }

  /** Where in {@link #buffer} the byte stands that {@link #read} gives next. */
  int index() {
    return next;
  }

  /** Where in {@link #buffer} its bytes end. */
  int filled() {
    return filled;
  }

  /** Goes on behind a byte of {@link #buffer}. */
  void skipTo(int index) {
    next = index;
  }

  /**
   * Brings more bytes behind those from {@code index} on, which come to stand first.
   *
   * @return false when there are none, or no room for them
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
