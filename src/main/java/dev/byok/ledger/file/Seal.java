package dev.byok.ledger.file;

import dev.byok.files.LockFile;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonSyntaxException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether a ledger is as byok left it or was changed by something else, such as an editor.
 * The last writer leaves the file's size, time and identity in the lock file. A changed ledger must
 * be read before anything is added to it.
 */
public final class Seal {
  private Seal() {}

  /** Whether the file is as the last writer left it. */
  public static boolean holds(Path file, LockFile lock) throws IOException {
    return of(file).equals(lock.note());
  }

  /** Records that the file is good as it is now. */
  public static void renew(Path file, LockFile lock) {
    try {
      lock.leave(of(file));
    } catch (IOException unsealed) {
      // The entry is written; the next writer only has to read the file once more.
    }
  }

  /** Whether the whole file is one JSON array without damage. */
  public static boolean isArray(FileChannel channel) throws IOException {
    Damage damage = new Damage();
    if (!new Elements(new FileBytes(channel, channel.size()), damage).scan() || damage.found) {
      return false;
    }
    // Everything else reads the channel at explicit positions, so moving its own position is safe.
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(0)));
    try (JsonCursor json = new JsonCursor(in)) {
      json.end();
      return true;
    } catch (JsonSyntaxException damaged) {
      return false;
    }
  }

  private static final class Damage implements Elements.Sink {
    private boolean found;

    @Override
    public void object(Whole object, long offset, long end) {}

    @Override
    public void damage(long offset, long length) {
      found = true;
    }
  }

  private static String of(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.size()
        + " "
        + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)
        + " "
        + attributes.fileKey();
  }
}
