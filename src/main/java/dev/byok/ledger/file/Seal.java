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
 * Tells a ledger that byok left so from one that somebody else has had in hand, an editor say: by
 * its size, its time and its identity, which the last writer leaves in the lock's file. Only the
 * latter has to be read before something is added to it.
 */
public final class Seal {
  private Seal() {}

  /** Whether the file is as the last writer left it. */
  public static boolean holds(Path file, LockFile lock) throws IOException {
    return of(file).equals(lock.note());
  }

  /** The file is well as it is now. */
  public static void renew(Path file, LockFile lock) {
    try {
      lock.leave(of(file));
    } catch (IOException unsealed) {
      // The entry is written; the next writer reads the file once more than it would have to.
    }
  }

  /** Whether the whole of the file is one JSON array, and all of it can be read. */
  public static boolean isArray(FileChannel channel) throws IOException {
    Damage damage = new Damage();
    if (!new Elements(new FileBytes(channel, channel.size()), damage).scan() || damage.found) {
      return false;
    }
    // The channel is read at given positions only, so that nobody misses the one that moves here.
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
