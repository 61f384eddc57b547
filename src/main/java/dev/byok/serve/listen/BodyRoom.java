package dev.byok.serve.listen;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the bytes of all bodies in memory. Who finds room takes it; others wait in order, so that
 * a large body does not hold up the small ones for which there is room.
 */
final class BodyRoom {
  private static final int BLOCK = 1024;

  private final Semaphore free;
  private final int all;
  private final Duration turn;

  /**
   * Makes room for this many bytes.
   *
   * @param turn how long a body waits for others to leave
   */
  BodyRoom(long bytes, Duration turn) {
    this.all = Math.clamp(bytes / BLOCK, 1, Integer.MAX_VALUE);
    this.free = new Semaphore(all, true);
    this.turn = turn;
  }

  Share share() {
    return new Share();
  }

  /** What one body has of the room. One that is larger than the whole room gets it all. */
  final class Share implements AutoCloseable {
    private int held;

    private Share() {}

    /**
     * Waits until this body may have so many bytes.
     *
     * @throws RequestException with status 503 if others did not leave in time
     */
    void growTo(long bytes) throws RequestException, InterruptedIOException {
      int more = (int) Math.min((bytes + BLOCK - 1) / BLOCK, all) - held;
      if (more <= 0) {
        return;
      }
      try {
        if (!free.tryAcquire(more)
            && !free.tryAcquire(more, turn.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new RequestException(503, "byok has too many large requests at once; try again");
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for room");
      }
      held += more;
    }

    /** Leaves the room to others. */
    @Override
    public void close() {
      free.release(held);
      held = 0;
    }
  }
}
