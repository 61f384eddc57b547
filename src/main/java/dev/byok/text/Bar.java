package dev.byok.text;

import java.math.BigInteger;

/** Draws a percentage as a bar and a number. */
public final class Bar {
  private static final int CELLS = 10;

  private Bar() {}

  /**
   * Returns a bar such as {@code ████████░░ 83 %}.
   *
   * @param percent may be more than 100
   * @param dumb whether the screen shows only ASCII
   */
  public static String of(BigInteger percent, boolean dumb) {
    int full = percent.min(BigInteger.valueOf(100)).intValue() * CELLS / 100;
    return (dumb ? "#" : "█").repeat(full)
        + (dumb ? "." : "░").repeat(CELLS - full)
        + " "
        + percent
        + " %";
  }
}
