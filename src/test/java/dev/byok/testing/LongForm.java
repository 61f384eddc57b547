package dev.byok.testing;

/**
 * Whether this run has all the time it wants, as the Maven profile {@code long} says. Every build
 * runs the short form of what takes minutes.
 */
public final class LongForm {
  public static final boolean IS_ON = Boolean.getBoolean("byok.long");

  private LongForm() {}

  public static int of(int few, int many) {
    return IS_ON ? many : few;
  }
}
