package dev.byok.serve.child.posix;

import org.jspecify.annotations.Nullable;

/**
 * The system's calls, prepared on a thread of their own: that takes as long as starting the
 * runtime. It also makes this process undumpable, before it has fetched any key: then no other
 * process of the same user can read its memory or its environment, and no core file is written of
 * it.
 */
public final class Calls {
  private final Thread thread;
  private volatile @Nullable Posix posix;
  private volatile @Nullable RuntimeException failure;

  private Calls(@Nullable SystemNumbers numbers) {
    thread = Thread.ofPlatform().daemon().name("byok-calls").unstarted(() -> prepare(numbers));
  }

  /** Starts to prepare them. */
  public static Calls begin() {
    Calls calls = new Calls(SystemNumbers.ofThisSystem());
    calls.thread.start();
    return calls;
  }

  private void prepare(@Nullable SystemNumbers numbers) {
    if (numbers == null) {
      return;
    }
    try {
      Posix made = Posix.of(numbers);
      if (numbers.setDumpable() != 0) {
        made.setDumpable(0);
      }
      posix = made;
    } catch (RuntimeException broken) {
      failure = broken;
    } catch (LinkageError broken) {
      failure = new IllegalStateException("the system's calls cannot be prepared", broken);
    }
  }

  /** Waits until they are prepared; null where the system has none of them. */
  public @Nullable Posix await() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RuntimeException broken = failure;
    if (broken != null) {
      throw broken;
    }
    return posix;
  }
}
