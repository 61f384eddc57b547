package dev.byok.sessions;

/** Thrown when this version does not know the format of a file. */
final class NewerVersionException extends Exception {
  private static final long serialVersionUID = 1L;

  NewerVersionException(long version) {
    super("it was written by a newer byok (format " + version + ")");
  }
}
