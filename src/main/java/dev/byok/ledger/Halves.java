package dev.byok.ledger;

import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Reading;
import dev.byok.ledger.file.Tally;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Sums a large ledger from its start and from its middle at the same time. That takes a third less
 * time; without it, a report on a million entries takes longer than a second and a half. The middle
 * is a line that starts with a brace. Whether an entry really begins there is known once the first
 * half was read up to it without damage. If there was damage, the result is discarded.
 */
final class Halves<T extends Tally<T>> {
  /** A smaller file is read before a second thread has started to help. */
  static final long WORTHWHILE = 16L * 1024 * 1024;

  private final FileChannel channel;
  private final long limit;
  private final T tally;

  Halves(FileChannel channel, long limit, T tally) {
    this.channel = channel;
    this.limit = limit;
    this.tally = tally;
  }

  /**
   * Adds every entry to the tally, or returns null when the file must be read from start to end.
   */
  @Nullable ReadSummary scan() throws IOException {
    long middle = middle();
    if (middle < 0) {
      return null;
    }
    T first = tally.fresh();
    T second = tally.fresh();
    Reading ahead = new Reading(second::add);
    FutureTask<ReadSummary> other = new FutureTask<>(() -> rest(middle, ahead));
    Thread.ofPlatform().daemon().name("second half").start(other);
    Reading reading = new Reading(first::add);
    boolean array = new Elements(new FileBytes(channel, middle), reading).scan();
    ReadSummary summary = reading.summary();
    ReadSummary behind = result(other);
    if (!array || summary.skippedPlaces() > 0) {
      return null;
    }
    tally.merge(first);
    tally.merge(second);
    return new ReadSummary(
        summary.entries() + behind.entries(),
        behind.skippedBytes(),
        behind.skippedPlaces(),
        behind.skipped());
  }

  private ReadSummary rest(long middle, Reading reading) throws IOException {
    FileBytes bytes = new FileBytes(channel, limit);
    bytes.seek(middle);
    new Elements(bytes, reading).scanRest();
    return reading.summary();
  }

  /** Returns the first brace at the start of a line in the second half, or -1 if none is near. */
  private long middle() throws IOException {
    FileBytes bytes = new FileBytes(channel, Math.min(limit, limit / 2 + Elements.CEILING));
    bytes.seek(limit / 2);
    boolean lineStart = false;
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == '{' && lineStart) {
        return bytes.position() - 1;
      }
      lineStart = next == '\n';
    }
    return -1;
  }

  /** Waits for the other half. An interrupt ends the wait as it would end a read in this thread. */
  private static ReadSummary result(FutureTask<ReadSummary> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      ClosedByInterruptException ended = new ClosedByInterruptException();
      ended.initCause(interrupted);
      throw ended;
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException broken -> throw broken;
        case RuntimeException bug -> throw bug;
        case Error bug -> throw bug;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }
}
