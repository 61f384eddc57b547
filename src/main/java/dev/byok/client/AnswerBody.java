package dev.byok.client;

import dev.byok.http.Response;
import dev.byok.http.wire.Decompression;
import dev.byok.http.wire.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they arrive. Two clocks run while this waits for the provider, and none
 * while the caller is busy. Every byte restarts the transport's clock. Only a word of the answer
 * restarts the clock here, since data without words could be endless. Once the answer is complete,
 * the connection gets a short time to end.
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

  /** Reads some bytes. Returns -1 at the end, or when a grace period is over. */
  int read(byte[] buffer) throws IOException {
    Duration left = left();
    if (left.isNegative() || left.isZero()) {
      if (!inGrace || in == null || in.available() == 0) {
        return ended();
      }
      // It arrived while the caller was busy or the process was stopped.
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

  /** Limits the wait from now on. A later call can only move the end to an earlier time. */
  void grace(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    if (!inGrace || end - graceEnds < 0) {
      inGrace = true;
      graceEnds = end;
    }
  }

  /** Removes the limit: more of the answer came. */
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
      // The first two bytes show how a body is compressed.
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
