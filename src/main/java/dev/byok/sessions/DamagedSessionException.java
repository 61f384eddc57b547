package dev.byok.sessions;

/** Thrown when a file is not a session. The message says why and never quotes the content. */
final class DamagedSessionException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedSessionException(String what) {
    super(what);
  }

  DamagedSessionException(String what, Throwable cause) {
    super(what, cause);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
