package dev.byok.failure;

/** How a command can fail. Numbers and names are part of the contract with scripts. */
public enum Kind {
  BUG(1, "bug"),
  USAGE(2, "usage"),
  NO_KEY(3, "no-key"),
  KEY_REJECTED(4, "key-rejected"),
  NO_MODEL(5, "no-model"),
  QUOTA(6, "quota"),
  RATE_LIMIT(7, "rate-limit"),
  UNAVAILABLE(8, "unavailable"),
  REFUSED(9, "refused"),
  INCOMPLETE(10, "incomplete"),
  KEYCHAIN(11, "keychain"),
  FILE(12, "file"),
  BUDGET(13, "budget"),
  MISMATCH(14, "mismatch"),
  INTERRUPTED(130, "interrupted"),
  CLOSED_PIPE(141, "closed-pipe");

  private final int exitCode;
  private final String label;

  Kind(int exitCode, String label) {
    this.exitCode = exitCode;
    this.label = label;
  }

  public int exitCode() {
    return exitCode;
  }

  /** The name used in error JSON and in the ledger's {@code status}. */
  public String label() {
    return label;
  }
}
