package dev.byok.serve.child.run;

import dev.byok.serve.child.posix.Posix;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops byok when its program has stopped by itself, so that the shell takes the terminal back, and
 * lets the program go on when byok does. A Ctrl-Z needs none of this: the terminal stops both.
 */
final class JobControl implements Runnable {
  /** Until then a stop that came by Ctrl-Z has ended, since byok was stopped meanwhile too. */
  private static final int SETTLING_MILLISECONDS = 100;

  private final Posix posix;
  private final Process process;
  private final AtomicInteger continued = new AtomicInteger();

  JobControl(Posix posix, Process process) {
    this.posix = posix;
    this.process = process;
  }

  /** Notes that byok goes on after a stop. */
  void continues() {
    continued.incrementAndGet();
  }

  /** Watches the program until it ends. */
  @Override
  public void run() {
    try {
      while (process.isAlive()) {
        if (posix.awaitStop(process.pid())) {
          settle();
          if (posix.isStopped(process.pid())) {
            stop();
          }
        } else {
          // A signal came, or the program has ended and Java is about to know it.
          settle();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() throws InterruptedException {
    int before = continued.get();
    int group = posix.groupOf(process.pid());
    boolean ofItsOwn = group > 0 && group != posix.ownGroup();
    boolean hadTerminal = ofItsOwn && posix.foreground() == group;
    // All of the job, such as the other programs of a pipe. Orphans stay as they are.
    posix.kill(0, posix.numbers().stop());
    while (continued.get() == before && process.isAlive() && posix.isStopped(process.pid())) {
      settle();
    }
    if (ofItsOwn && continued.get() != before) {
      // The shell continues byok's group only, and gives it the terminal only for fg.
      if (hadTerminal && posix.foreground() == posix.ownGroup()) {
        posix.giveTerminal(group);
      }
      posix.kill(-group, posix.numbers().proceed());
    }
  }

  private static void settle() throws InterruptedException {
    Thread.sleep(SETTLING_MILLISECONDS);
  }
}
