package dev.byok.exchange;

import java.util.ArrayList;
import java.util.List;

/** Stops the prompts that use it, both running and future ones, while the process continues. */
public final class StopButton {
  private final List<Interruption> running = new ArrayList<>();
  private boolean pressed;

  /** Closes the connections. Can be called from any thread, repeatedly. */
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
