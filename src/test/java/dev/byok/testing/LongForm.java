package dev.byok.testing;

/**
 * Tells whether this run may take long, as the Maven profile {@code long} says. Every other build
 * runs the short form of tests that take minutes.
 */
public final class LongForm {
  public static final boolean IS_ON = Boolean.getBoolean("byok.long");

  private LongForm() {}

  public static int of(int few, int many) {
    return IS_ON ? many : few;
  }
}
