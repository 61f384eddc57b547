package dev.byok.ledger;

import dev.byok.ledger.file.Tail;
import dev.byok.ledger.repair.TornEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Adds a line behind the last entry: one write at the end, or as if nothing had been tried. */
final class InPlace {
  private InPlace() {}

  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /** Adds to a closed array and returns when the line is on the disk. */
  static void append(Path file, FileChannel channel, long end, byte[] line) throws IOException {
    try {
      write(channel, end, line);
    } catch (IOException failed) {
      restore(file, end, Tail.END, failed);
      throw failed;
    }
  }

  /**
   * Adds behind the last whole entry of an array with a damaged end. That end is gone from the disk
   * before the line is written over it: what is left of a longer one could otherwise stand behind
   * half a line and close the array there.
   *
   * @param keepsCopy is told to forget the damage when the file has it again, since this failed
   */
  static void mend(Path file, FileChannel channel, TornEnd torn, byte[] line, Undo keepsCopy)
      throws IOException {
    try {
      channel.truncate(torn.end());
      channel.force(true);
      write(channel, torn.end(), line);
    } catch (IOException failed) {
      if (restore(file, torn.end(), torn.bytes(), failed)) {
        keepsCopy.undo();
      }
      throw failed;
    }
  }

  /** Takes back what was done before a step that failed. */
  interface Undo {
    void undo() throws IOException;
  }

  private static void write(FileChannel channel, long at, byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 + line.length + Tail.END.length);
    bytes.put((byte) ',').put((byte) '\n').put(line).put(Tail.END).flip();
    writeAll(channel, at, bytes);
    channel.force(true);
  }

  private static void writeAll(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
  }

  /**
   * Puts the old end back, first its bytes, of which the usual three need no new block on a full
   * disk, then the size. A handle of its own, since an interrupt closes the one that was written
   * to.
   */
  private static boolean restore(Path file, long at, byte[] old, IOException failed) {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = open(file)) {
      writeAll(channel, at, ByteBuffer.wrap(old));
      channel.truncate(at + old.length);
      channel.force(true);
      return true;
    } catch (IOException torn) {
      // The next append repairs a torn end; the first failure is the one to tell of.
      failed.addSuppressed(torn);
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
