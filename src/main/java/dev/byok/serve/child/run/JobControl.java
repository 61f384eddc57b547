package dev.byok.serve.child.run;

import dev.byok.serve.child.posix.Posix;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops byok when its program has stopped, so that the shell takes the terminal back, and lets the
 * program go on when byok does. Byok must not stop first: a program that draws on the screen tidies
 * it up at a Ctrl-Z before it stops, and one that ignores Ctrl-Z does not stop at all.
 */
final class JobControl implements Runnable {
  /** Until then a stop of the whole group has ended, since byok was stopped meanwhile too. */
  private static final int SETTLING_MILLISECONDS = 50;

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
    Posix.Handler own = posix.byDefault(posix.numbers().stop());
    try {
      // All of the job, such as the other programs of a pipe. The system does not stop orphans.
      posix.kill(0, posix.numbers().stop());
      while (continued.get() == before && process.isAlive() && posix.isStopped(process.pid())) {
        settle();
      }
    } finally {
      own.restore();
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
