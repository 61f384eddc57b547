package dev.byok.term.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything that is typed, in order, until the line editor asks for it. A separate thread
 * always reads the keyboard, so that nothing typed ahead is lost. A watcher can see what is typed
 * meanwhile. Invalid UTF-8 becomes the replacement character.
 */
final class Keyboard extends NonBlockingReader {
  /** The maximum number of characters kept; the terminal holds more until it is full too. */
  private static final int MOST = 32 * 1024 * 1024;

  private static final int POLL_MILLISECONDS = 1_000;

  private final InputStream in;
  private final IntUnaryOperator poll;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(32 * 1024);
  private final CharBuffer chars = CharBuffer.allocate(32 * 1024);
  private final StringBuilder keys = new StringBuilder();
  private int position;
  private boolean ended;
  private boolean lent;
  private @Nullable UnaryOperator<String> watcher;

  /**
   * @param poll waits for this many milliseconds and returns 0 when nothing was typed
   */
  Keyboard(InputStream in, IntUnaryOperator poll) {
    this.in = in;
    this.poll = poll;
  }

  void start() {
    Thread.ofPlatform().daemon().name("keyboard").start(this::pump);
  }

  /** Shows a watcher all unread and future keys. It returns those to keep. */
  synchronized void watch(UnaryOperator<String> who) {
    String waiting = keys.substring(position);
    keys.setLength(0);
    position = 0;
    keys.append(who.apply(waiting));
    watcher = who;
  }

  synchronized void unwatch() {
    watcher = null;
  }

  /** Stops reading from the terminal while another program has it. */
  synchronized void lend(boolean toAnother) {
    lent = toAnother;
    notifyAll();
  }

  synchronized boolean isLent() {
    return lent;
  }

  @Override
  protected synchronized int read(long timeout, boolean isPeek) throws IOException {
    if (!await(timeout)) {
      return READ_EXPIRED;
    }
    if (position == keys.length()) {
      return EOF;
    }
    char next = keys.charAt(position);
    if (!isPeek) {
      took(1);
    }
    return next;
  }

  @Override
  public synchronized int readBuffered(char[] to, int offset, int length, long timeout)
      throws IOException {
    if (!await(timeout)) {
      return READ_EXPIRED;
    }
    int count = Math.min(length, keys.length() - position);
    if (count == 0) {
      return EOF;
    }
    keys.getChars(position, position + count, to, offset);
    took(count);
    return count;
  }

  @Override
  public synchronized int available() {
    return keys.length() - position;
  }

  @Override
  public synchronized boolean ready() {
    return available() > 0;
  }

  @Override
  public synchronized void close() throws IOException {
    super.close();
    ended = true;
    notifyAll();
  }

  private void took(int count) {
    position += count;
    if (position == keys.length()) {
      keys.setLength(0);
      position = 0;
      notifyAll();
    }
  }

  /** Waits for a key or the end; 0 milliseconds means no limit. */
  private boolean await(long milliseconds) throws InterruptedIOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    try {
      while (position == keys.length() && !ended) {
        long left = milliseconds <= 0 ? 1_000_000_000L : end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(interrupted);
      throw stopped;
    }
  }

  private void pump() {
    try {
      boolean more = true;
      while (more) {
        more = poll.applyAsInt(POLL_MILLISECONDS) == 0 ? isOpen() : take();
      }
    } catch (IOException | InterruptedException gone) {
      // The terminal is gone or this thread was interrupted: nothing more will be typed.
      return;
    } finally {
      end();
    }
  }

  /** Reads what was typed, unless the terminal is lent to another program. */
  private synchronized boolean take() throws IOException, InterruptedException {
    if (lent || keys.length() - position > MOST) {
      while (lent || keys.length() - position > MOST) {
        wait();
      }
      return !ended;
    }
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      return false;
    }
    bytes.position(bytes.position() + count).flip();
    chars.clear();
    decoder.decode(bytes, chars, false);
    bytes.compact();
    String typed = chars.flip().toString();
    keys.append(watcher == null ? typed : watcher.apply(typed));
    notifyAll();
    return !ended;
  }

  private synchronized boolean isOpen() {
    return !ended;
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
