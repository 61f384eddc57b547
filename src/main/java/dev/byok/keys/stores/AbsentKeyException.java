package dev.byok.keys.stores;

import org.jspecify.annotations.Nullable;

/** The cause of a failure that says for certain that a store has no key of that name. */
final class AbsentKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  AbsentKeyException(@Nullable Throwable cause) {
    super("absent", cause, false, false);
  }
}
