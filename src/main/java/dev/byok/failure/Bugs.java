package dev.byok.failure;

/**
 * What nobody foresaw. The message of such an exception is not printed, since it may hold anything
 * that byok was working on, a key included; its type and the places it came through are enough for
 * a report.
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
