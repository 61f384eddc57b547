package dev.byok.sessions;

/** A file whose format this version does not know. */
final class NewerVersionException extends Exception {
  private static final long serialVersionUID = 1L;

  NewerVersionException(long version) {
    super("it was written by a newer byok (format " + version + ")");
  }
}
