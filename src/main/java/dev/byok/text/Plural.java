package dev.byok.text;

/** Numbers of things in words. */
public final class Plural {
  private Plural() {}

  /** {@code 1 entry}, {@code 2 entries}. */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
