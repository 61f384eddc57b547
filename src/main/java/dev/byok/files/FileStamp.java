package dev.byok.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a file looks from outside. A file that byok replaces is another one, so its key differs.
 *
 * @param size -1 if there is no file
 */
public record FileStamp(long nanos, long size, @Nullable Object key) {
  /** A change within the coarsest tick of a file system's clock may show the same time. */
  private static final long SETTLED_MILLIS = 2_000;

  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          found.lastModifiedTime().to(TimeUnit.NANOSECONDS), found.size(), found.fileKey());
    } catch (IOException absent) {
      // Reading it tells what is wrong, if anything is.
      return new FileStamp(0, -1, null);
    }
  }

  /** Whether the file was last changed so long before that a later change shows another time. */
  public boolean isSettled(long nowMillis) {
    return size >= 0 && TimeUnit.NANOSECONDS.toMillis(nanos) + SETTLED_MILLIS < nowMillis;
  }
}
