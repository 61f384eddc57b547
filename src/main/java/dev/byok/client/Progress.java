package dev.byok.client;

import dev.byok.http.Canceller;
import java.time.Duration;

/** Reports a client's progress to its caller, and lets the caller stop it. */
public interface Progress extends Canceller {
  /** Called before each request. */
  void attempt(int number);

  /** Reports in one line something that the user may want to know. */
  void notice(String line);

  /** Reports a detail for users who asked for more. */
  void verbose(String line);

  /** Waits before the next attempt. Returns early, with false, if the caller wants to stop. */
  boolean pause(Duration wait);

  boolean stopped();
}
