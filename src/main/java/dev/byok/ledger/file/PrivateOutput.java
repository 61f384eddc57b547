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

/** Writes a new private file from its start, in large pieces. */
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

  /** Creates the file. Fails when the name is already taken. */
  public static PrivateOutput create(Path path) throws IOException {
    return new PrivateOutput(
        path,
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PrivateFiles.fileMode()));
  }

  /** Creates a file beside {@code file} with the ending, and a number when that name is taken. */
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

  /** Creates a file for the damage that a repair removes from the ledger. */
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

  /** Returns when everything is on the disk. */
  public void force() throws IOException {
    buffered.flush();
    channel.force(true);
  }

  /** Replaces the target in one step. */
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

  /** Formats a time so that every file system accepts it in a name. */
  private static String compact(Instant time) {
    return Timestamp.write(time).replace(":", "").replace("-", "");
  }
}
