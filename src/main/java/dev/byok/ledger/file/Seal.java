package dev.byok.ledger.file;

import dev.byok.files.LockFile;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonSyntaxException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
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
 *
 * <p>What was written but not forced to the disk is lost if the system stops. A seal over it names
 * the start of the system, and is broken by the next one.
 */
public final class Seal {
  private static final String UNFORCED = " unforced ";

  private Seal() {}

  /** Whether the file is as the last writer left it. */
  public static boolean holds(Path file, LockFile lock) throws IOException {
    String seal = of(file);
    String note = lock.note();
    return note.equals(seal)
        || (note.startsWith(seal + UNFORCED)
            && note.length() > seal.length() + UNFORCED.length()
            && note.equals(seal + UNFORCED + Boot.id()));
  }

  /**
   * Records that the file is good as it is now.
   *
   * @param boot names this start of the system if not all is on the disk, otherwise ""
   */
  public static void renew(Path file, LockFile lock, String boot) {
    try {
      lock.leave(of(file) + (boot.isEmpty() ? "" : UNFORCED + boot));
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
    return isJson(new BufferedInputStream(Channels.newInputStream(channel.position(0))));
  }

  /**
   * Whether the file is one JSON array without damage from some line on, the first that byok wrote
   * at or after this offset. Without such a line nothing can be said, and the file counts as good.
   */
  public static boolean isArrayFrom(FileChannel channel, long offset) throws IOException {
    if (offset <= 0) {
      return isArray(channel);
    }
    byte[] last = Tail.read(channel, (int) (channel.size() - offset), channel.size());
    for (int at = 2; at < last.length; at++) {
      if (last[at] == '{' && last[at - 1] == '\n' && last[at - 2] == ',') {
        last[at - 1] = '[';
        return isJson(new ByteArrayInputStream(last, at - 1, last.length - at + 1));
      }
    }
    return true;
  }

  private static boolean isJson(InputStream in) throws IOException {
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
