package dev.byok.files;

import java.io.IOException;
import java.nio.file.Path;

/** Another process kept the lock for longer than the caller would wait. */
public final class LockTimeoutException extends IOException {
  private static final long serialVersionUID = 1L;

  LockTimeoutException(Path file) {
    super("another byok process holds \"" + file + "\"");
  }
}
