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
  private @Nullable Process process;
  private @Nullable JobControl jobs;
  private int early;

  /**
   * Handles the signals from now on. One that comes before the program is there is passed on then.
   */
  PassedSignals(Posix posix, Map<String, String> env) {
    this.posix = posix;
    SystemNumbers numbers = posix.numbers();
    handlers.handle("INT", this::interrupt);
    handlers.handle("TERM", () -> pass(numbers.terminate()));
    handlers.handle("HUP", () -> pass(numbers.hangup()));
    if (!CallersLimits.isIgnored(env, numbers.user())) {
      handlers.handle("USR1", () -> pass(numbers.user()));
    }
    handlers.handle("CONT", this::proceed);
  }

  /** Names the program, once it has been started. */
  synchronized void to(Process started, @Nullable JobControl control) {
    process = started;
    jobs = control;
    if (early != 0) {
      pass(early);
    }
  }

  /** The keyboard's signal goes to the whole group; any other comes to byok alone. */
  private void interrupt() {
    boolean fromKeyboard = posix.hasTerminal() && posix.foreground() == posix.ownGroup();
    if (!fromKeyboard) {
      pass(posix.numbers().interrupt());
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
