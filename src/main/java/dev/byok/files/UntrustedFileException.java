package dev.byok.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Somebody else may have written what is there. The message names the file, the folder or the link
 * that is not the user's own alone.
 */
public final class UntrustedFileException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UntrustedFileException(Path thing, String reason, String remedy) {
    super(thing.toString(), null, reason);
    this.remedy = remedy;
  }

  /** The next step of the owner. */
  public String remedy() {
    return remedy;
  }
}
