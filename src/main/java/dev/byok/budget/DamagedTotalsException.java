package dev.byok.budget;

/** The file of the totals is not as byok wrote it. */
final class DamagedTotalsException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedTotalsException(String what) {
    super(what);
  }
}
