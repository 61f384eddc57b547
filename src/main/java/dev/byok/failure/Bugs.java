package dev.byok.failure;

/**
 * Turns an unexpected exception into a failure. Its message is not printed, since it may contain
 * anything that byok was working on, even a key. Its type and stack frames are enough for a report.
 */
public final class Bugs {
  private static final int MOST_FRAMES = 8;

  private Bugs() {}

  public static Failure failure(Throwable bug) {
    Failure failure =
        Failure.of(Kind.BUG, "something unexpected happened: " + bug.getClass().getName());
    StackTraceElement[] frames = bug.getStackTrace();
    for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
      failure = failure.detail("at " + frames[i]);
    }
    return failure
        .hint("this is a bug in byok; please report it with the lines above")
        .causedBy(bug);
  }
}
