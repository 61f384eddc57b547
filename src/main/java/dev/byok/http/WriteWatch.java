package dev.byok.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Closes a connection whose other side has stopped reading: a socket's time-out covers reads only.
 */
final class WriteWatch implements AutoCloseable {
  private final Wire wire;
  private final Duration idle;
  private final Thread thread;
  private volatile long last = System.nanoTime();
  private volatile boolean fired;

  WriteWatch(Wire wire, Duration idle) {
    this.wire = wire;
    this.idle = idle;
    this.thread = Thread.ofPlatform().daemon().name("byok-write-watch").start(this::watch);
  }

  void progress() {
    last = System.nanoTime();
  }

  /** Whether the connection is gone because of the silence. */
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      for (long left = idle.toNanos(); left > 0; left = last + idle.toNanos() - System.nanoTime()) {
        Thread.sleep(Duration.ofNanos(left));
      }
      fired = true;
      wire.close();
    } catch (InterruptedException done) {
      // The write is over: nothing to watch.
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
