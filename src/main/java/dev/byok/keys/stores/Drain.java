package dev.byok.keys.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads one stream of a helper on a thread of its own. The helper may leave a program behind that
 * keeps the stream open for as long as it lives, so the end of the stream is not waited for once
 * the helper itself has ended: what it wrote is in the pipe by then.
 */
final class Drain implements Runnable {
  /** How long nothing may come, after the helper's end, until all is taken to be read. */
  private static final long GRACE_MILLISECONDS = 200;

  private final InputStream in;
  private final OutputStream to;
  private final int ceiling;
  private final Runnable full;
  private long count;
  private boolean over;
  private boolean closed;

  /**
   * @param to gets what is read, and is closed when nothing more is passed on
   * @param ceiling the number of bytes after which no more is read
   * @param full called when there is more than that
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
      // The stream ends this way when the helper is killed; why it was is told elsewhere.
      close();
    } finally {
      end();
    }
  }

  /** Waits for what the ended helper wrote; nothing is passed on after that. */
  synchronized void settle() throws InterruptedException {
    for (long before = -1; !over && before != count; ) {
      before = count;
      wait(GRACE_MILLISECONDS);
    }
    close();
  }

  /** Whether there was more than may be read. */
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
        // The helper may still write: its key matters more than its remarks.
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
      // There is nobody left to tell.
      over = true;
    }
  }
}
