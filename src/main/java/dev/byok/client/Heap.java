package dev.byok.client;

/** Limits how much of one thing this process may hold: a small heap can be the tighter limit. */
public final class Heap {
  private Heap() {}

  /**
   * The given limit, or less if the heap is small.
   *
   * @param most the most bytes, however large the heap is
   * @param copies how many copies of the thing can exist at once
   */
  public static int most(int most, int copies) {
    return (int) Math.min(most, Runtime.getRuntime().maxMemory() / copies);
  }
}
