package dev.byok.text;

/** Counts things in words. */
public final class Plural {
  private Plural() {}

  /** Returns {@code 1 entry} or {@code 2 entries}. */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
