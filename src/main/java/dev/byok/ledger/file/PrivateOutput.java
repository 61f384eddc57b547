package dev.byok.ledger.file;

import dev.byok.files.PrivateFiles;
import dev.byok.ledger.entry.Timestamp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;

/** A new private file that is written from its start, in large pieces. */
public final class PrivateOutput implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final OutputStream buffered;

  private PrivateOutput(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
    this.buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  /** Fails when anything has that name already. */
  public static PrivateOutput create(Path path) throws IOException {
    return new PrivateOutput(
        path,
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PrivateFiles.fileMode()));
  }

  /** Beside the file, named as it with the ending, and with a number when that name is taken. */
  static PrivateOutput createFirstFree(Path file, String ending) throws IOException {
    String name = file.getFileName() + ending;
    for (int number = 2; ; number++) {
      try {
        return create(file.resolveSibling(name));
      } catch (FileAlreadyExistsException taken) {
        name = file.getFileName() + ending + "-" + number;
      }
    }
  }

  /** For what a repair takes out of the file. */
  public static PrivateOutput createForDamage(Path file) throws IOException {
    return createFirstFree(file, ".damaged-" + compact(Instant.now()));
  }

  public Path path() {
    return path;
  }

  public void write(byte[] bytes) throws IOException {
    write(bytes, bytes.length);
  }

  public void write(byte[] bytes, int length) throws IOException {
    buffered.write(bytes, 0, length);
  }

  /** Returns when all of it is on the disk. */
  public void force() throws IOException {
    buffered.flush();
    channel.force(true);
  }

  /** Takes the place of the target in one step. */
  public void moveTo(Path target) throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  public void discard() throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A time that every file system takes in a name. */
  private static String compact(Instant time) {
    return Timestamp.write(time).replace(":", "").replace("-", "");
  }
}
