package dev.byok.term;

/** Numbers of things in words. */
public final class Counts {
  private Counts() {}

  /** {@code 1 entry}, {@code 2 entries}. */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
