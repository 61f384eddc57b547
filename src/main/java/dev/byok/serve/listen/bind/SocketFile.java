package dev.byok.serve.listen.bind;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.files.PrivateFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket that only its user can open. It is made in a private folder and then appears at its
 * path, so at no time others could connect. A lock beside it, which stays, lets one of several
 * processes that start at once have the path.
 */
final class SocketFile {
  /** The shortest limit of a system that byok runs on, macOS, without the zero at the end. */
  private static final int LONGEST_PATH = 103;

  private static final int BACKLOG = 1024;

  /** How long another process may take to make its socket. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The socket's name before it has its own; a path may not be much longer. */
  private static final String MADE = "s";

  private final Path path;
  private final ServerSocketChannel channel;
  private final @Nullable Object identity;

  private SocketFile(Path path, ServerSocketChannel channel, @Nullable Object identity) {
    this.path = path;
    this.channel = channel;
    this.identity = identity;
  }

  Path path() {
    return path;
  }

  ServerSocketChannel channel() {
    return channel;
  }

  static SocketFile make(Path wanted) {
    Path path = wanted.toAbsolutePath();
    Path folder = path.getParent();
    if (folder == null || path.getFileName() == null) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(wanted) + " is not the path of a socket");
    }
    Path workshop = folder.resolve(workshopName());
    requireShort(path);
    requireShort(workshop.resolve(MADE));
    requireOwn(folder, wanted);
    Path lock = folder.resolve("." + path.getFileName() + ".lock");
    try (LockFile _ = LockFile.acquire(lock, PATIENCE)) {
      clear(path);
      PrivateFiles.createFolder(workshop);
      try {
        return make(path, workshop.resolve(MADE));
      } finally {
        Files.deleteIfExists(workshop.resolve(MADE));
        Files.delete(workshop);
      }
    } catch (FileAlreadyExistsException other) {
      throw inUse(path).causedBy(other);
    } catch (IOException failed) {
      throw cannot(wanted, Causes.of(failed)).causedBy(failed);
    }
  }

  /** Removes the socket, unless somebody else has put another one there. */
  void remove() {
    try {
      if (Objects.equals(identity, look(path).fileKey())) {
        Files.delete(path);
      }
    } catch (IOException gone) {
      // Somebody has removed it before, or it cannot be removed; the next start replaces it.
      return;
    }
  }

  private static SocketFile make(Path path, Path made) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean placed = false;
    try {
      channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
      PrivateFiles.makePrivate(made);
      Object identity = look(made).fileKey();
      place(made, path);
      placed = true;
      return new SocketFile(path, channel, identity);
    } finally {
      if (!placed) {
        channel.close();
      }
    }
  }

  /** Gives the socket its name, which a link never takes from another file. */
  private static void place(Path made, Path path) throws IOException {
    try {
      Files.createLink(path, made);
    } catch (FileAlreadyExistsException other) {
      throw other;
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.move(made, path);
    }
  }

  /** Removes a socket at which nobody answers, and refuses anything else. */
  private static void clear(Path path) throws IOException {
    BasicFileAttributes found;
    try {
      found = look(path);
    } catch (NoSuchFileException free) {
      return;
    }
    if (found.isSymbolicLink()) {
      throw new FileSystemException(path.toString(), null, "is a symbolic link");
    }
    if (!PrivateFiles.isSocket(path)) {
      throw new FileSystemException(path.toString(), null, "is not a socket");
    }
    if (isAnswered(path)) {
      throw inUse(path);
    }
    Files.delete(path);
  }

  /** Whether a process listens: only a refusal tells that there is none. */
  private static boolean isAnswered(Path path) {
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Where the queue is full, connecting would wait.
      client.configureBlocking(false);
      client.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException nobody) {
      return false;
    } catch (IOException busy) {
      return true;
    }
  }

  private static BasicFileAttributes look(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static void requireOwn(Path folder, Path wanted) {
    try {
      PrivateFiles.requireOwnFolder(folder);
    } catch (NoSuchFileException missing) {
      throw cannot(wanted, "its folder does not exist")
          .hint("mkdir -m 700 " + UserWord.quoted(folder))
          .causedBy(missing);
    } catch (IOException strangers) {
      throw cannot(wanted, Causes.of(strangers))
          .hint("choose a folder that only you can write to")
          .causedBy(strangers);
    }
  }

  private static void requireShort(Path path) {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw Failure.of(
              Kind.USAGE, "the path of a socket can have " + LONGEST_PATH + " bytes at the most")
          .hint("choose a shorter one");
    }
  }

  private static Failure cannot(Path wanted, String why) {
    return Failure.of(Kind.FILE, "byok cannot listen at " + UserWord.quoted(wanted) + ": " + why);
  }

  private static Failure inUse(Path path) {
    return Failure.of(
            Kind.UNAVAILABLE, "another program listens at " + UserWord.quoted(path) + " already")
        .hint("end that program, or choose another path with --socket");
  }

  private static String workshopName() {
    return ".b" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x100000, 0x1000000));
  }
}
