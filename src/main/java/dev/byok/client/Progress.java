package dev.byok.client;

import dev.byok.http.Canceller;
import java.time.Duration;

/** What a client tells its caller on the way, and how the caller stops it. */
public interface Progress extends Canceller {
  /** A request is about to go out. */
  void attempt(int number);

  /** Something the user may want to know, in one line. */
  void notice(String line);

  /** What happens, for those who want to know more. */
  void verbose(String line);

  /** Waits before the next attempt; returns early, and false, when the caller wants to stop. */
  boolean pause(Duration wait);

  /** Whether the caller wants to stop. */
  boolean stopped();
}
