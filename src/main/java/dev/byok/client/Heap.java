package dev.byok.client;

/** How much of one thing this process may hold, which a small heap decides before any bound. */
public final class Heap {
  private Heap() {}

  /**
   * The bound, or what fits.
   *
   * @param most the most bytes, however large the heap is
   * @param copies how many copies of it there are at once on its way, at the most
   */
  public static int most(int most, int copies) {
    return (int) Math.min(most, Runtime.getRuntime().maxMemory() / copies);
  }
}
