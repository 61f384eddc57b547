package dev.byok.sessions;

import java.nio.file.Path;

/** The folder of saved conversations, one file each. */
public final class SessionStore {
  private final Path folder;

  public SessionStore(Path folder) {
    this.folder = folder;
  }

  /** Where the files are. */
  public Path folder() {
    return folder;
  }
}
