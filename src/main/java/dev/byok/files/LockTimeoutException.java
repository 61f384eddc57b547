package dev.byok.files;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown if a lock is held for longer than the caller waits. */
public final class LockTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  LockTimeoutException(Path file) {
    super("another byok process holds \"" + file + "\"");
  }
}
