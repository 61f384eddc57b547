package dev.byok.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An exclusive lock between processes and between the threads of a process. It needs a separate
 * file, since a POSIX lock is lost as soon as the process closes any handle of the locked file.
 * Within the process, one {@link ReentrantLock} per path prevents a second handle. The system
 * releases the lock when the process dies.
 */
public final class LockFile implements AutoCloseable {
  private static final int LONGEST_NOTE = 512;

  private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock own;
  private final FileChannel channel;

  private LockFile(ReentrantLock own, FileChannel channel) {
    this.own = own;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws LockTimeoutException if it was not released in time
   */
  public static LockFile acquire(Path file, Duration patience) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    ReentrantLock own = OF_THIS_PROCESS.computeIfAbsent(path, _ -> new ReentrantLock());
    if (own.isHeldByCurrentThread()) {
      throw new IllegalStateException("this thread holds the lock already");
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!own.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LockTimeoutException(path);
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(path, interrupted);
    }
    boolean locked = false;
    try {
      FileChannel channel = open(path);
      try {
        await(channel, path, deadline);
        locked = true;
        return new LockFile(own, channel);
      } catch (InterruptedException interrupted) {
        throw interrupted(path, interrupted);
      } finally {
        if (!locked) {
          channel.close();
        }
      }
    } finally {
      if (!locked) {
        own.unlock();
      }
    }
  }

  private static IOException interrupted(Path path, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted while waiting for \"" + path + "\"", cause);
  }

  /** Returns what the last holder left for the next, or an empty string. */
  public String note() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // One read may return less than there is.
    }
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  /** Leaves a short text for the next holder. It is not forced to the disk. */
  public void leave(String note) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(note);
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(length);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      own.unlock();
    }
  }

  private static void await(FileChannel channel, Path path, long deadline)
      throws IOException, InterruptedException {
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() > deadline) {
        throw new LockTimeoutException(path);
      }
      // Short and uneven waits, so that writers that start together do not stay in step.
      TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(500, 5_000));
      lock = channel.tryLock();
    }
  }

  private static FileChannel open(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      PrivateFiles.createFolder(folder);
    }
    // A file that is not plain could block the opening; another user's could be any file.
    boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (there) {
      PrivateFiles.requireOwnAlone(path);
    }
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS),
            PrivateFiles.fileMode());
    boolean own = there;
    try {
      if (!there) {
        PrivateFiles.requireOwnAlone(path);
        own = true;
      }
      return channel;
    } finally {
      if (!own) {
        channel.close();
      }
    }
  }
}
