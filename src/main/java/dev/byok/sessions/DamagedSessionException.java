package dev.byok.sessions;

/** A file that holds no session. Says what is wrong with it, and never quotes what it holds. */
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
