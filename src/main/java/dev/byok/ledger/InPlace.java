package dev.byok.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Adds a line to a closed array: one write at its end, or as if nothing had been tried. */
final class InPlace {
  private InPlace() {}

  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /** Returns when the line is on the disk. */
  static void append(Path file, FileChannel channel, long end, byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 + line.length + Tail.END.length);
    bytes.put((byte) ',').put((byte) '\n').put(line).put(Tail.END).flip();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes, end + bytes.position());
      }
      channel.force(true);
    } catch (IOException failed) {
      restore(file, end, failed);
      throw failed;
    }
  }

  /**
   * Puts the old end back, first its three bytes, which need no new block on a full disk, then the
   * size. A handle of its own, since an interrupt closes the one that was written to.
   */
  private static void restore(Path file, long at, IOException failed) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = open(file)) {
      ByteBuffer end = ByteBuffer.wrap(Tail.END);
      while (end.hasRemaining()) {
        channel.write(end, at + end.position());
      }
      channel.truncate(at + Tail.END.length);
      channel.force(true);
    } catch (IOException torn) {
      // The next append repairs a torn end; the first failure is the one to tell of.
      failed.addSuppressed(torn);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
