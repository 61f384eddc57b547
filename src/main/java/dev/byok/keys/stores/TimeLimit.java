package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work on a daemon thread, with a time limit. Late work is interrupted, which closes its
 * sockets, and then abandoned: it cannot keep the process alive. A timer would not do, since native
 * code cannot be interrupted.
 */
abstract class TimeLimit<T> implements Callable<T> {

  /** Returns the failure for late work. */
  abstract Failure late();

  /** Returns the failure for an exception of the work that is not a {@link Failure}. */
  abstract Failure broken(Exception exception);

  final T within(Duration limit) {
    FutureTask<T> work = new FutureTask<>(this);
    Thread thread = new Thread(work, "byok-keychain");
    thread.setDaemon(true);
    thread.start();
    try {
      return work.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      work.cancel(true);
      throw late().causedBy(late);
    } catch (InterruptedException interrupted) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted while waiting for the keychain")
          .causedBy(interrupted);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case Failure failure -> throw failure;
        case Error error -> throw error;
        case Exception exception -> throw broken(exception);
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }
}
