package dev.byok.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs what must happen before the process ends, also when a signal ends it. All actions start at
 * the same time, so none waits for another.
 */
public final class AtExit {
  private static final AtExit PROCESS = new AtExit();

  private final Set<Deed> deeds = new LinkedHashSet<>();
  private boolean isHooked;
  private boolean isEnding;

  private AtExit() {}

  /**
   * Registers an action, until the result is closed.
   *
   * @throws IllegalStateException if the process is already ending
   */
  public static Deed add(String name, Runnable what) {
    Deed deed = new Deed(name, what);
    PROCESS.register(deed);
    return deed;
  }

  /** Whether the process is ending, by a signal or at the program's end. */
  public static boolean isEnding() {
    synchronized (PROCESS) {
      return PROCESS.isEnding;
    }
  }

  /** One registered action. */
  public static final class Deed implements AutoCloseable {
    private final String name;
    private final Runnable what;

    private Deed(String name, Runnable what) {
      this.name = name;
      this.what = what;
    }

    /** Removes the action; has no effect if the process is ending. */
    @Override
    public void close() {
      synchronized (PROCESS) {
        PROCESS.deeds.remove(this);
      }
    }
  }

  private synchronized void register(Deed deed) {
    if (isEnding) {
      throw new IllegalStateException("the process is ending");
    }
    if (!isHooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::run, "at-exit"));
      isHooked = true;
    }
    deeds.add(deed);
  }

  private void run() {
    List<Thread> threads = new ArrayList<>();
    synchronized (this) {
      isEnding = true;
      for (Deed deed : deeds) {
        threads.add(Thread.ofPlatform().daemon().name(deed.name).unstarted(deed.what));
      }
    }
    threads.forEach(Thread::start);
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
