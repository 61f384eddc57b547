package dev.byok.term.prompts;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Reads a terminal whose reads return after a tenth of a second without input, which shows when no
 * more is coming.
 */
final class RawInput {
  /** A terminal that is gone returns immediately, again and again. */
  private static final int MOST_HASTY_ANSWERS = 100;

  private static final long HASTY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int QUIET_ANSWERS = 2;

  /** Nobody types this long without a pause. */
  private static final long LONGEST_DRAIN = TimeUnit.SECONDS.toNanos(20);

  private final InputStream in;
  private final byte[] buffer = new byte[4096];

  RawInput(InputStream in) {
    this.in = in;
  }

  /** Reads until the line has ended and nothing more arrives, so that a paste is read whole. */
  void read(HiddenLine line) throws IOException {
    try {
      readWhole(line);
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  private void readWhole(HiddenLine line) throws IOException {
    int hasty = 0;
    while (!line.hasEnded()) {
      long start = System.nanoTime();
      int count = in.read(buffer);
      line.feed(buffer, count);
      hasty = count <= 0 && System.nanoTime() - start < HASTY ? hasty + 1 : 0;
      if (hasty > MOST_HASTY_ANSWERS) {
        throw new IOException("the terminal is gone");
      }
    }
    long start = System.nanoTime();
    int quiet = 0;
    while (quiet < QUIET_ANSWERS && System.nanoTime() - start < LONGEST_DRAIN) {
      int count = in.read(buffer);
      line.feed(buffer, count);
      quiet = count <= 0 ? quiet + 1 : 0;
    }
  }
}
