package dev.byok.sessions;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.files.Remedies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one session's file and never changes it. */
final class SessionFile {
  static final String SUFFIX = ".json";

  private final Path path;
  private final String name;

  SessionFile(Path folder, String name) {
    this.path = folder.resolve(name + SUFFIX);
    this.name = name;
  }

  Path path() {
    return path;
  }

  /** Whether there is a file, readable or not. */
  boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Returns the session, or null when there is no file.
   *
   * @throws DamagedSessionException when it is a regular file of the user but not a session
   * @throws Failure when the file cannot be read, or must not be
   */
  @Nullable Session read() throws DamagedSessionException {
    try (FileChannel file = open()) {
      return file == null ? null : whole(file);
    } catch (NewerVersionException newer) {
      throw unreadable(String.valueOf(newer.getMessage()))
          .hint("use that version, or start another session; the file was not changed")
          .causedBy(newer);
    } catch (IOException broken) {
      throw unreadable(broken);
    }
  }

  /** Returns what lists need, often without reading the whole file; null when there is none. */
  @Nullable Heading heading() throws DamagedSessionException {
    try (FileChannel file = open()) {
      if (file == null) {
        return null;
      }
      Heading heading = Heading.read(file, name);
      if (heading != null) {
        return heading;
      }
    } catch (IOException broken) {
      throw unreadable(broken);
    }
    Session session = read();
    return session == null ? null : Heading.of(session);
  }

  private @Nullable FileChannel open() throws IOException {
    try {
      PrivateFiles.requireOwn(path, false);
      return FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IOException broken) {
      if (exists()) {
        throw broken;
      }
      return null;
    }
  }

  private Session whole(FileChannel file)
      throws IOException, DamagedSessionException, NewerVersionException {
    if (file.size() > SessionForm.LARGEST) {
      throw unreadable("is larger than " + SessionForm.LARGEST / (1024 * 1024) + " MiB")
          .hint("start another session; the file was not changed");
    }
    try (InputStream in = Channels.newInputStream(file)) {
      return SessionForm.read(in.readNBytes((int) SessionForm.LARGEST), name);
    }
  }

  private Failure unreadable(String why) {
    return Failure.of(Kind.FILE, "the session " + UserWord.quoted(name) + " cannot be read: " + why)
        .detail(path.toString());
  }

  private Failure unreadable(IOException broken) {
    return unreadable(Causes.of(broken))
        .hint(
            Remedies.of(
                broken, "only regular files of your own are read; this one was not changed"))
        .causedBy(broken);
  }
}
