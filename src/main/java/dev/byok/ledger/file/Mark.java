package dev.byok.ledger.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32C;

/**
 * A point up to which a ledger has been read, so that the next read can begin there. It fits as
 * long as the file has only grown. A checksum of the last 4 KiB before the offset shows that the
 * bytes are the same; the system's identity of the file shows that it was not replaced.
 *
 * @param offset the end of the last entry that was read
 * @param fingerprint checksum and identity; "" at the start, where any file fits
 */
public record Mark(long offset, String fingerprint) {
  /** The start: nothing has been read. */
  public static final Mark START = new Mark(0, "");

  private static final int WINDOW = 4 * 1024;

  public static Mark at(Path file, FileChannel channel, long offset) throws IOException {
    return new Mark(offset, fingerprint(file, channel, offset));
  }

  /** Whether the file, open in the channel, is still the one that was read up to the offset. */
  public boolean fits(Path file, FileChannel channel) throws IOException {
    return offset == 0
        || (offset > 0
            && offset <= channel.size()
            && fingerprint.equals(fingerprint(file, channel, offset)));
  }

  private static String fingerprint(Path file, FileChannel channel, long offset)
      throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Tail.read(channel, (int) Math.min(WINDOW, offset), offset));
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Long.toHexString(sum.getValue()) + " " + attributes.fileKey();
  }
}
