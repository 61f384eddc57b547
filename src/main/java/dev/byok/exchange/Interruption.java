package dev.byok.exchange;

import dev.byok.client.Progress;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.process.AtExit;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Handles Ctrl-C, or a request to terminate, during a prompt. It closes the connection, and the
 * process stays until what came is on stdout and in the ledger. It does not wait for a thread that
 * is stuck where closing has no effect, but writes the ledger's line itself. The Java runtime ends
 * the process with 128 plus the signal.
 */
final class Interruption implements Progress, AutoCloseable {
  private static final long PATIENCE_MILLISECONDS = 400;

  private final Outcome outcome;
  private final Notices notices;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Runnable record;
  private final @Nullable StopButton button;
  private AtExit.@Nullable Deed atExit;
  private @Nullable Closeable connection;

  private Interruption(
      Outcome outcome, Notices notices, Runnable record, @Nullable StopButton button) {
    this.outcome = outcome;
    this.notices = notices;
    this.record = record;
    this.button = button;
  }

  /**
   * Starts to watch.
   *
   * @param record records that the prompt was interrupted, unless it is already recorded
   * @param button stops only this prompt, in a process that continues; null for none
   */
  static Interruption watch(
      Outcome outcome, Notices notices, Runnable record, @Nullable StopButton button) {
    Interruption interruption = new Interruption(outcome, notices, record, button);
    try {
      interruption.atExit = AtExit.add("interruption", interruption::stopNow);
    } catch (IllegalStateException ending) {
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(ending);
    }
    if (button != null) {
      button.begun(interruption);
    }
    return interruption;
  }

  @Override
  public void attempt(int number) {
    outcome.attempt(number);
  }

  @Override
  public void notice(String line) {
    notices.notice(line);
  }

  @Override
  public void verbose(String line) {
    notices.verbose(line);
  }

  @Override
  public boolean pause(Duration wait) {
    try {
      return !stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public synchronized void opened(Closeable opened) {
    connection = opened;
    if (stopped()) {
      closeConnection();
    }
  }

  @Override
  public boolean stopped() {
    return stop.getCount() == 0;
  }

  @Override
  public void close() {
    done.countDown();
    if (button != null) {
      button.over(this);
    }
    if (atExit != null) {
      atExit.close();
    }
  }

  /** Stops only this prompt. */
  void stop() {
    stop.countDown();
    synchronized (this) {
      closeConnection();
    }
  }

  private void stopNow() {
    if (done.getCount() == 0) {
      return;
    }
    stop();
    try {
      if (!done.await(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        record.run();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeConnection() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException alreadyBroken) {
      notices.verbose("the connection was already broken");
    }
  }
}
