package dev.byok.client;

import dev.byok.http.Response;
import dev.byok.http.wire.Decompression;
import dev.byok.http.wire.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they come. Two clocks run while this waits for the provider, and none
 * while the caller is busy. The transport's is started again by every byte. This one only by a word
 * of the answer, for what holds none could go on for ever; and once the answer is whole, it gives
 * the connection a short time to end.
 */
final class AnswerBody implements AutoCloseable {
  private static final Duration LAST_LOOK = Duration.ofMillis(100);

  private final Response response;
  private final Watch watch;
  private final AnswerBounds bounds;
  private @Nullable InputStream in;
  private boolean anyByte;
  private boolean inGrace;
  private long graceEnds;

  AnswerBody(Response response, AnswerBounds bounds) {
    this.response = response;
    this.watch = new Watch(response);
    this.bounds = bounds;
  }

  /** Reads some bytes; -1 at the end, and when a grace is over. */
  int read(byte[] buffer) throws IOException {
    Duration left = left();
    if (left.isNegative() || left.isZero()) {
      if (!inGrace || in == null || in.available() == 0) {
        return ended();
      }
      // It came while the caller was busy, or the process was stopped.
      left = LAST_LOOK;
    }
    long start = System.nanoTime();
    watch.start(left);
    int count;
    try {
      count = some(buffer);
    } catch (IOException broken) {
      if (watch.fired()) {
        return ended();
      }
      throw broken;
    } finally {
      watch.stop();
    }
    if (count >= 0) {
      bounds.waited(System.nanoTime() - start);
      bounds.read(count);
    }
    return count;
  }

  /** From now on only so much longer is waited; the first end holds, except for an earlier one. */
  void grace(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    if (!inGrace || end - graceEnds < 0) {
      inGrace = true;
      graceEnds = end;
    }
  }

  /** More of the answer came after all. */
  void noGrace() {
    inGrace = false;
  }

  private int ended() throws AnswerBounds.Met {
    if (inGrace) {
      return -1;
    }
    throw bounds.timeOver();
  }

  private Duration left() {
    Duration left = bounds.left();
    if (inGrace) {
      Duration grace = Duration.ofNanos(graceEnds - System.nanoTime());
      return grace.compareTo(left) < 0 ? grace : left;
    }
    return left;
  }

  private int some(byte[] buffer) throws IOException {
    if (in == null) {
      in = response.body();
    }
    int count = in.read(buffer);
    if (!anyByte && count == 1) {
      // Two bytes tell how a body is compressed.
      count += Math.max(in.read(buffer, 1, buffer.length - 1), 0);
    }
    if (!anyByte && count > 0) {
      anyByte = true;
      if (Decompression.isNeeded(buffer, count, response)) {
        in = Decompression.of(buffer, count, in, response);
        count = in.read(buffer);
      }
    }
    return count;
  }

  @Override
  public void close() {
    watch.close();
    try {
      response.close();
    } catch (IOException alreadyBroken) {
      // The answer is over either way, and its end was judged by what was read.
      inGrace = true;
    }
  }
}
