package dev.byok.ledger.budget;

/** The file of the totals is not as byok wrote it. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedException(String what) {
    super(what);
  }
}
