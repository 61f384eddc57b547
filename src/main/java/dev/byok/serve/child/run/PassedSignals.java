package dev.byok.serve.child.run;

import dev.byok.serve.child.posix.Posix;
import dev.byok.serve.child.posix.SystemNumbers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes signals on to the program, until it is closed. What the terminal sends reaches the program
 * by itself, since it is in byok's group.
 */
final class PassedSignals implements AutoCloseable {
  private final Posix posix;
  private final SignalHandlers handlers = new SignalHandlers();
  private final boolean handlesStops;
  private @Nullable Process process;
  private @Nullable JobControl jobs;
  private int early;

  /**
   * Handles the signals from now on. One that comes before the program is there is passed on then.
   */
  PassedSignals(Posix posix, Map<String, String> env) {
    this.posix = posix;
    SystemNumbers numbers = posix.numbers();
    handlers.handle("INT", () -> passUnlessTyped(numbers.interrupt()));
    handlers.handle("TERM", () -> pass(numbers.terminate()));
    handlers.handle("HUP", () -> pass(numbers.hangup()));
    if (!CallersLimits.isIgnored(env, numbers.user())) {
      handlers.handle("USR1", () -> pass(numbers.user()));
    }
    handlesStops = posix.hasTerminal() && !CallersLimits.isIgnored(env, numbers.stop());
    if (handlesStops) {
      handlers.handle("TSTP", () -> passUnlessTyped(numbers.stop()));
      handlers.handle("CONT", this::proceed);
    }
  }

  /** Names the program, once it has been started, and watches when it stops. */
  synchronized void to(Process started) {
    process = started;
    if (handlesStops) {
      jobs = new JobControl(posix, started);
      Thread.ofPlatform().daemon().name("byok-jobs").start(jobs);
    }
    if (early != 0) {
      pass(early);
    }
  }

  /** What is typed at the terminal goes to the whole group; any other signal to byok alone. */
  private void passUnlessTyped(int signal) {
    if (!posix.hasTerminal() || posix.foreground() != posix.ownGroup()) {
      pass(signal);
    }
  }

  private synchronized void pass(int signal) {
    Process to = process;
    if (to == null) {
      early = signal;
    } else if (to.isAlive()) {
      posix.kill(to.pid(), signal);
    }
  }

  private synchronized void proceed() {
    JobControl control = jobs;
    if (control != null) {
      control.continues();
    }
  }

  @Override
  public void close() {
    handlers.close();
  }
}
