package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Work on a daemon thread, waited for no longer than a limit. Late work is interrupted, which
 * closes its sockets, and left behind: it cannot keep the process from ending.
 */
abstract class TimeLimit<T> {

  abstract T work() throws Exception;

  /** The failure for work that is late. */
  abstract Failure late();

  /** The failure for what the work throws other than a {@link Failure}. */
  abstract Failure broken(Exception exception);

  final T within(Duration limit) {
    Worker<T> worker = new Worker<>(this);
    worker.start();
    try {
      worker.join(Math.max(1, limit.toMillis()));
    } catch (InterruptedException interrupted) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted while waiting for the keychain")
          .causedBy(interrupted);
    }
    if (worker.isAlive()) {
      worker.interrupt();
      throw late();
    }
    return worker.outcome();
  }

  private static final class Worker<T> extends Thread {
    private final TimeLimit<T> task;
    private @Nullable T result;
    private @Nullable Throwable thrown;

    Worker(TimeLimit<T> task) {
      super("byok-keychain");
      this.task = task;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        result = task.work();
      } catch (Throwable any) {
        // Handed to the thread that waits, whatever it is.
        thrown = any;
      }
    }

    /** What the work came to; called after its end. */
    T outcome() {
      switch (thrown) {
        case null -> {}
        case Failure failure -> throw failure;
        case Error error -> throw error;
        case Exception exception -> throw task.broken(exception);
        default -> throw new IllegalStateException(thrown);
      }
      if (result == null) {
        throw new IllegalStateException("the work gave no result");
      }
      return result;
    }
  }
}
