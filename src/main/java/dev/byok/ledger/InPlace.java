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

/** Adds a line after the last entry with one write. If that fails, the old end is restored. */
final class InPlace {
  private InPlace() {}

  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Appends to a closed array.
   *
   * @param forced whether to return only when the line is on the disk
   */
  static void append(Path file, FileChannel channel, long end, byte[] line, boolean forced)
      throws IOException {
    try {
      write(channel, end, line);
      if (forced) {
        channel.force(true);
      }
    } catch (IOException failed) {
      restore(file, end, Tail.END, failed);
      throw failed;
    }
  }

  /**
   * Appends after the last whole entry of an array whose end is damaged. The damaged end is removed
   * from the disk before the line is written: otherwise the rest of a longer end could follow half
   * a line and close the array there.
   *
   * @param keepsCopy discards the saved copy of the damage, if this fails and the file has its old
   *     end again
   */
  static void mend(Path file, FileChannel channel, TornEnd torn, byte[] line, Undo keepsCopy)
      throws IOException {
    try {
      channel.truncate(torn.end());
      channel.force(true);
      write(channel, torn.end(), line);
      channel.force(true);
    } catch (IOException failed) {
      if (restore(file, torn.end(), torn.bytes(), failed)) {
        keepsCopy.undo();
      }
      throw failed;
    }
  }

  /** Undoes what was done before a step that failed. */
  interface Undo {
    void undo() throws IOException;
  }

  private static void write(FileChannel channel, long at, byte[] line) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 + line.length + Tail.END.length);
    bytes.put((byte) ',').put((byte) '\n').put(line).put(Tail.END).flip();
    writeAll(channel, at, bytes);
  }

  private static void writeAll(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
  }

  /**
   * Restores the old end, first its bytes, then the size. The usual three bytes need no new block
   * on a full disk. Opens the file again, because an interrupt closes the channel that was written
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
      // The next append repairs a torn end; the first failure is the one to report.
      failed.addSuppressed(torn);
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
