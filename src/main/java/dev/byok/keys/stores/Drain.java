package dev.byok.keys.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads one stream of a helper on a separate thread. The helper may leave a program running that
 * keeps the stream open, so after the helper's end the end of the stream is not awaited. The
 * helper's output is in the pipe by then.
 */
final class Drain implements Runnable {
  /** After the helper's end, all output counts as read once nothing has come for this long. */
  private static final long GRACE_MILLISECONDS = 200;

  private final InputStream in;
  private final OutputStream to;
  private final int ceiling;
  private final Runnable full;
  private long count;
  private boolean over;
  private boolean closed;

  /**
   * @param to receives what is read; closed when nothing more is passed on
   * @param ceiling the number of bytes after which reading stops
   * @param full called if there are more bytes than that
   */
  Drain(InputStream in, OutputStream to, int ceiling, Runnable full) {
    this.in = in;
    this.to = to;
    this.ceiling = ceiling;
    this.full = full;
  }

  Drain start(String name) {
    Thread.ofPlatform().daemon().name(name).start(this);
    return this;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try (in) {
      int read = in.read(buffer);
      while (read >= 0 && pass(buffer, read)) {
        read = in.read(buffer);
      }
      if (read >= 0) {
        full.run();
      }
    } catch (IOException killed) {
      // The stream ends this way when the helper is killed; the caller reports why.
      close();
    } finally {
      end();
    }
  }

  /** Waits for the rest of the ended helper's output. Nothing is passed on after that. */
  synchronized void settle() throws InterruptedException {
    for (long before = -1; !over && before != count; ) {
      before = count;
      wait(GRACE_MILLISECONDS);
    }
    close();
  }

  /** Whether there were more bytes than the ceiling. */
  synchronized boolean isFull() {
    return count > ceiling;
  }

  private synchronized boolean pass(byte[] buffer, int length) {
    count += length;
    notifyAll();
    if (!closed) {
      try {
        to.write(buffer, 0, length);
        to.flush();
      } catch (IOException nobodyListens) {
        // Keep reading: the helper's key matters more than its remarks.
        closed = true;
      }
    }
    return count <= ceiling;
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  private synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      to.close();
    } catch (IOException nobodyListens) {
      // Nobody is left to report this to.
      over = true;
    }
  }
}
