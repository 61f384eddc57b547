package dev.byok.serve.listen;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * What a client has sent and nobody has used yet. The thread that works on requests reads from the
 * connection itself, until somebody has to notice that the client leaves: from then on a watching
 * thread reads ahead. When the next request comes, that thread works on it, so no request waits for
 * another thread.
 */
final class Inbox {
  private static final byte[] NONE = {};

  /** A typical head fits; a thousand idle connections take two megabytes. */
  private static final int PIECE = 2048;

  /** Larger reads would make the channel keep larger buffers of its own. */
  private static final int MOST_AT_ONCE = 64 * 1024;

  private static final int MOST_DROPPED_AT_ONCE = 16 * 1024;

  private final ReadableByteChannel channel;
  private final int mostAhead;

  // These belong to the thread that works on requests.
  private byte[] bytes = NONE;
  private int from;
  private int to;

  // These are guarded by this.
  private byte[] ahead = NONE;
  private int aheadCount;
  private boolean watched;
  private boolean resting;
  private boolean dropping;
  private boolean dropped;
  private boolean ended;

  /**
   * Makes an empty inbox.
   *
   * @param mostAhead how many bytes of later requests are kept while one is answered
   */
  Inbox(ReadableByteChannel channel, int mostAhead) {
    this.channel = channel;
    this.mostAhead = mostAhead;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isEmpty() {
    return from == to;
  }

  /** Takes one byte of those that are there. */
  int next() {
    int next = bytes[from] & 0xff;
    from++;
    return next;
  }

  void skip(int count) {
    from += count;
  }

  /** Gets more bytes behind those that are there; returns false at the end of the connection. */
  boolean fill() throws IOException {
    if (waitedFor()) {
      return true;
    }
    if (isEnded()) {
      return false;
    }
    makeRoom(1);
    int count = channel.read(ByteBuffer.wrap(bytes, to, bytes.length - to));
    if (count < 0) {
      end();
      return false;
    }
    to += count;
    return true;
  }

  /** Reads as an input stream does: up to {@code length} bytes, -1 at the end. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (isEmpty() && (length < PIECE || isReadAhead()) && !fill()) {
      return -1;
    }
    int here = Math.min(length, to - from);
    if (here > 0) {
      System.arraycopy(bytes, from, target, offset, here);
      from += here;
      return here;
    }
    if (isEnded()) {
      return -1;
    }
    int count = channel.read(ByteBuffer.wrap(target, offset, Math.min(length, MOST_AT_ONCE)));
    if (count < 0) {
      end();
    }
    return count;
  }

  /** Releases memory between two requests. */
  void trim() {
    if (isEmpty()) {
      bytes = NONE;
      from = 0;
      to = 0;
    }
  }

  /**
   * Ends the work on a request; while bytes are there, or nobody watches, the caller goes on.
   *
   * @return whether the watching thread now waits for the next request in the caller's place
   */
  synchronized boolean rest() {
    dropping = false;
    resting = watched && isEmpty() && aheadCount == 0;
    if (resting) {
      bytes = NONE;
      from = 0;
      to = 0;
    }
    return resting;
  }

  /**
   * Announces the watching thread.
   *
   * @return whether it is needed; it must call {@link #watch} then
   */
  synchronized boolean beginWatch() {
    dropping = true;
    boolean begins = !watched && !ended;
    watched |= begins;
    return begins;
  }

  /**
   * Reads ahead, on the watching thread, until the connection ends or the next request begins.
   *
   * @return whether a request begins, on which this thread has to work; the thread that worked on
   *     the last one rests
   */
  boolean watch() {
    byte[] piece = new byte[PIECE];
    while (true) {
      int count = readOrEnd(piece);
      synchronized (this) {
        if (count >= 0 && resting) {
          resting = false;
          watched = false;
          bytes = piece;
          from = 0;
          to = count;
          return true;
        }
        if (count >= 0) {
          keep(piece, count);
        }
        if (count < 0 || ended) {
          ended = true;
          watched = false;
          notifyAll();
          return false;
        }
      }
    }
  }

  /** Whether a watching thread rested in the end: nobody works on this connection then. */
  synchronized boolean isResting() {
    return resting;
  }

  /** Whether bytes of later requests were more than are kept, so that the connection has to end. */
  synchronized boolean hasDropped() {
    return dropped;
  }

  synchronized boolean isWatched() {
    return watched;
  }

  /** Whether bytes come, or came, by way of the watching thread. */
  private synchronized boolean isReadAhead() {
    return watched || aheadCount > 0;
  }

  /** Waits until the watching thread, which drops all, has seen the connection's end. */
  synchronized void awaitEnd() throws InterruptedIOException {
    awaitWatcher(false);
  }

  /** Drops whatever comes, up to the connection's end. */
  void drop() throws IOException {
    byte[] piece = new byte[MOST_DROPPED_AT_ONCE];
    while (read(piece, 0, piece.length) >= 0) {
      // It was sent too late to be answered.
      trim();
    }
  }

  /** Has the watching thread drop whatever comes, up to the connection's end. */
  synchronized void dropAll() {
    dropping = true;
    dropped = true;
    notifyAll();
  }

  synchronized boolean isEnded() {
    return ended;
  }

  private synchronized void end() {
    ended = true;
  }

  private int readOrEnd(byte[] piece) {
    try {
      return channel.read(ByteBuffer.wrap(piece));
    } catch (IOException broken) {
      // A broken connection is one that has ended, for all that a watcher can tell.
      return -1;
    }
  }

  /** Takes what was read ahead, after waiting for it; returns false if nobody reads ahead. */
  private synchronized boolean waitedFor() throws InterruptedIOException {
    awaitWatcher(true);
    if (aheadCount == 0) {
      return false;
    }
    makeRoom(aheadCount);
    System.arraycopy(ahead, 0, bytes, to, aheadCount);
    to += aheadCount;
    ahead = NONE;
    aheadCount = 0;
    notifyAll();
    return true;
  }

  /** Waits until nobody watches or, if that suffices, bytes are there. */
  private synchronized void awaitWatcher(boolean bytesSuffice) throws InterruptedIOException {
    try {
      while (watched && !(bytesSuffice && aheadCount > 0)) {
        wait();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the client");
    }
  }

  /** Keeps what was read ahead. Too much of it waits or, while an answer is made, is dropped. */
  private void keep(byte[] piece, int count) {
    try {
      while (!dropping && aheadCount + count > mostAhead) {
        wait();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      ended = true;
      return;
    }
    dropped |= aheadCount + count > mostAhead;
    if (dropped) {
      return;
    }
    if (ahead.length - aheadCount < count) {
      ahead = Arrays.copyOf(ahead, Math.max(2 * ahead.length, aheadCount + count));
    }
    System.arraycopy(piece, 0, ahead, aheadCount, count);
    aheadCount += count;
    notifyAll();
  }

  /** Makes room behind the bytes that are there, at the front first. */
  private void makeRoom(int count) {
    if (from == to) {
      from = 0;
      to = 0;
    }
    if (bytes.length - to >= count) {
      return;
    }
    int here = to - from;
    byte[] larger = bytes;
    if (larger.length - here < count) {
      larger = new byte[Math.max(Math.max(PIECE, 2 * bytes.length), here + count)];
    }
    System.arraycopy(bytes, from, larger, 0, here);
    bytes = larger;
    from = 0;
    to = here;
  }
}
