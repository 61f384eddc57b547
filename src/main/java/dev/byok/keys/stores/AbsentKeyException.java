package dev.byok.keys.stores;

import org.jspecify.annotations.Nullable;

/** The cause of a failure by which a place says for certain that it holds nothing under a name. */
final class AbsentKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  AbsentKeyException(@Nullable Throwable cause) {
    super("absent", cause, false, false);
  }
}
