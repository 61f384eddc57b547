package dev.byok.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Thrown if somebody else may have written a file. The message names the file, folder or link that
 * does not belong to the user alone.
 */
public final class UntrustedFileException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UntrustedFileException(Path thing, String reason, String remedy) {
    super(thing.toString(), null, reason);
    this.remedy = remedy;
  }

  /** Returns what the owner can do about it. */
  public String remedy() {
    return remedy;
  }
}
