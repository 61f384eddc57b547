package dev.byok.budget;

/** Thrown when the totals file is not as byok wrote it. */
final class DamagedTotalsException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedTotalsException(String what) {
    super(what);
  }
}
