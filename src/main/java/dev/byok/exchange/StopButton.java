package dev.byok.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * Stops the prompts that were begun with it, those under way and those to come, while the process
 * goes on.
 */
public final class StopButton {
  private final List<Interruption> running = new ArrayList<>();
  private boolean pressed;

  /** Closes the connections; from any thread, any number of times. */
  public void press() {
    List<Interruption> stopped;
    synchronized (this) {
      pressed = true;
      stopped = List.copyOf(running);
    }
    for (Interruption one : stopped) {
      one.stop();
    }
  }

  /** Whether it was pressed. */
  public synchronized boolean isPressed() {
    return pressed;
  }

  void begun(Interruption prompt) {
    synchronized (this) {
      running.add(prompt);
      if (!pressed) {
        return;
      }
    }
    prompt.stop();
  }

  synchronized void over(Interruption prompt) {
    running.remove(prompt);
  }
}
