package dev.byok.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Replaces a file in one step: readers see the old content or the new, and a failure leaves the
 * old.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes a private temporary file beside the target, forces it to the disk and moves it over the
   * target. If the target is a symbolic link, the link is replaced and its own target stays as it
   * was. Temporary files that a killed process left are removed.
   *
   * @throws UntrustedFileException if somebody else may write to the folder
   */
  public static void write(Path target, byte[] content) throws IOException {
    Path folder = folderOf(target);
    PrivateFiles.createFolder(folder);
    removeRemnants(target);
    replace(target, content);
  }

  /** Replaces a file that byok does not rely on, in any folder that the user named. */
  public static void replace(Path target, byte[] content) throws IOException {
    Path folder = folderOf(target);
    Path temporary = temporary(target);
    boolean moved = false;
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PrivateFiles.fileMode())) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new java.nio.file.FileSystemException(target.toString(), null, "is a folder");
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      moved = true;
      forceFolder(folder);
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** Returns a name beside the target that {@link #removeRemnants} recognizes. */
  public static Path temporary(Path target) {
    String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    return target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
  }

  /** Removes temporary files of this target whose process is gone: they will never be moved. */
  public static void removeRemnants(Path target) throws IOException {
    Path folder = folderOf(target);
    String start = "." + target.getFileName() + ".";
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, file -> isRemnant(file, start))) {
      for (Path remnant : files) {
        Files.deleteIfExists(remnant);
      }
    } catch (DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static boolean isRemnant(Path file, String start) throws IOException {
    String name = file.getFileName().toString();
    int end = name.indexOf('-', start.length());
    if (!name.startsWith(start) || !name.endsWith(".tmp") || end < 0) {
      return false;
    }
    try {
      long process = Long.parseLong(name, start.length(), end, 10);
      return !isRunningSince(process, Files.getLastModifiedTime(file).toInstant());
    } catch (NumberFormatException | NoSuchFileException notOursOrGone) {
      // It may be another file, or its writer may have moved it into place meanwhile.
      return false;
    }
  }

  /** Whether the writing process still runs. One that started later only has the same number. */
  private static boolean isRunningSince(long process, Instant written) {
    // The system reports start times to the second.
    Instant latest = written.plusSeconds(10);
    return ProcessHandle.of(process)
        .map(running -> running.info().startInstant().map(start -> !start.isAfter(latest)))
        .map(since -> since.orElse(true))
        .orElse(false);
  }

  /** Makes the file's name durable, on systems where a folder can be opened. */
  public static void forceNameOf(Path file) throws IOException {
    forceFolder(folderOf(file.toAbsolutePath()));
  }

  private static void forceFolder(Path folder) throws IOException {
    if (java.io.File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder, EnumSet.of(StandardOpenOption.READ))) {
        channel.force(true);
      }
    }
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException("\"" + file + "\" has no folder");
    }
    return folder;
  }
}
