package dev.byok.client;

import java.io.Closeable;
import java.time.Duration;

/** What a client tells its caller on the way, and how the caller stops it. */
public interface Progress {
  /** A request is about to go out. */
  void attempt(int number);

  /** Something the user may want to know, in one line. */
  void notice(String line);

  /** What happens, for those who want to know more. */
  void verbose(String line);

  /** Waits before the next attempt; returns early, and false, when the caller wants to stop. */
  boolean pause(Duration wait);

  /** This is to be closed when the caller wants to stop. */
  void opened(Closeable connection);

  /** Whether the caller wants to stop. */
  boolean stopped();
}
