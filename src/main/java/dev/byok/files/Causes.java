package dev.byok.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Says in plain words why a file operation failed, without the path that such exceptions put first.
 */
public final class Causes {
  private Causes() {}

  public static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof NotDirectoryException || failure instanceof FileSystemLoopException) {
      return "a part of its path is not a folder";
    }
    if (failure instanceof UntrustedFileException stranger) {
      return "\"" + stranger.getFile() + "\" " + stranger.getReason();
    }
    if (failure instanceof FileSystemException named) {
      String reason = named.getReason();
      return reason == null ? "the system refused without a reason" : lowerFirst(reason);
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : lowerFirst(message);
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
