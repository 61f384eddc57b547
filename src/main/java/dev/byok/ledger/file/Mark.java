package dev.byok.ledger.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32C;

/**
 * How far a ledger has been read, so that the next reading can begin there. It fits as long as the
 * file has only grown: the bytes before the offset are compared by a checksum, and the file by what
 * the system knows it by, since a rewritten file is another one.
 *
 * @param offset the end of the last entry that was read
 * @param fingerprint of the file up to there; "" at the start, which fits every file
 */
public record Mark(long offset, String fingerprint) {
  /** Nothing has been read. */
  public static final Mark START = new Mark(0, "");

  private static final int WINDOW = 4 * 1024;

  public static Mark at(Path file, FileChannel channel, long offset) throws IOException {
    return new Mark(offset, fingerprint(file, channel, offset));
  }

  /** Whether the file, open in the channel, is still the one that was read, up to the offset. */
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
