package dev.byok.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** What the user can do if byok could not write to a folder. */
public final class Remedies {
  private Remedies() {}

  public static String of(IOException failure) {
    if (failure instanceof LockTimeoutException) {
      return "find the byok process that is still running, and end it";
    }
    if (failure instanceof UntrustedFileException stranger) {
      return stranger.remedy();
    }
    // Not the whole message: it may begin with a path, whose words say nothing about the cause.
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    if (isWantOfRoom(reason)) {
      return "free space on that disk, or set BYOK_HOME to a folder elsewhere";
    }
    return failure instanceof AccessDeniedException || contains(reason, "Read-only")
        ? "make the folder writable for you, or set BYOK_HOME"
        : "set BYOK_HOME to a folder elsewhere, if this cannot be fixed";
  }

  /** Returns the remedy if somebody else may have written the file; otherwise the other hint. */
  public static String of(IOException failure, String otherwise) {
    return failure instanceof UntrustedFileException stranger ? stranger.remedy() : otherwise;
  }

  private static boolean isWantOfRoom(@Nullable String reason) {
    return contains(reason, "No space left")
        || contains(reason, "not enough space")
        || contains(reason, "File too large")
        || contains(reason, "quota exceeded");
  }

  private static boolean contains(@Nullable String text, String words) {
    return text != null && text.contains(words);
  }
}
