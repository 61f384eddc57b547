package dev.byok.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Creates and checks files and folders that only their owner can reach, from the first byte on
 * (0600 and 0700 if the system has modes). On Windows the user's profile folder is private by
 * inheritance.
 */
public final class PrivateFiles {
  private static final Trust TRUST = new Trust(new Users(Path.of("/etc"), -1));

  private static final Set<PosixFilePermission> OTHERS_ANY =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private PrivateFiles() {}

  /** Returns the attribute to create a file with. */
  public static FileAttribute<?>[] fileMode() {
    return mode("rw-------");
  }

  /**
   * Creates the folder and its missing parents, each private. An existing folder stays as it is.
   *
   * @throws UntrustedFileException if somebody else may write to it or change the path to it
   */
  public static void createFolder(Path folder) throws IOException {
    create(folder);
    requireFolder(folder);
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent);
      // Check the parent before creating a name in it.
      requireFolder(parent);
    }
    try {
      Files.createDirectory(folder, mode("rwx------"));
    } catch (FileAlreadyExistsException made) {
      if (!Files.isDirectory(folder)) {
        throw new FileSystemException(
            folder.toString(), null, "\"" + folder + "\" is not a folder");
      }
    }
  }

  /**
   * Refuses a file unless it is a plain file of the user or root that nobody else can write to, in
   * folders that nobody else can write to.
   *
   * @param follow whether to follow a symbolic link, as for a configuration that its owner keeps
   *     elsewhere
   * @return the file itself, or the one that a link leads to
   * @throws UntrustedFileException if somebody else may have written it
   */
  public static Path requireOwn(Path file, boolean follow) throws IOException {
    return require(file, follow, false);
  }

  /** Checks a file that is written in place: a second name could be that of another file. */
  public static void requireOwnAlone(Path file) throws IOException {
    require(file, false, true);
  }

  private static Path require(Path file, boolean follow, boolean alone) throws IOException {
    if (posix()) {
      return TRUST.requireFile(file, follow, alone);
    }
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, options);
    if (!found.isRegularFile()) {
      String what = found.isDirectory() ? "is a folder" : "is not a plain file";
      throw new FileSystemException(file.toString(), null, what);
    }
    return file;
  }

  /**
   * Refuses a folder that somebody else may write to, and anything that is not a folder.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws UntrustedFileException if somebody else may write to it or change the path to it
   */
  public static void requireFolder(Path folder) throws IOException {
    if (posix()) {
      TRUST.requireFolder(folder);
    } else if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "is not a folder");
    }
  }

  /**
   * Refuses any folder but one that belongs to the user and that nobody else may write to.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws UntrustedFileException if it is somebody else's, or others may write to it
   */
  public static void requireOwnFolder(Path folder) throws IOException {
    if (posix()) {
      TRUST.requireOwnFolder(folder);
    } else {
      requireFolder(folder);
    }
  }

  /** Checks the part of the path that exists, for a folder that is yet to be created. */
  public static void requirePlaceFor(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    for (Path above = there.getParent();
        above != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS);
        above = above.getParent()) {
      there = above;
    }
    requireFolder(there);
  }

  /**
   * Whether the file exists. One in a folder that may not be read is not taken for an absent one.
   */
  public static boolean exists(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException absent) {
      for (Path above = file.getParent(); above != null; above = above.getParent()) {
        if (Files.isDirectory(above)) {
          return false;
        }
        if (Files.exists(above)) {
          throw new FileSystemException(above.toString(), null, "is not a folder");
        }
      }
      return false;
    }
  }

  /** Removes all rights of others from a file of the user that was created with looser modes. */
  public static void tighten(Path file) throws IOException {
    if (!posix()) {
      return;
    }
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (modes.removeAll(OTHERS_ANY)) {
      Files.setPosixFilePermissions(file, modes);
    }
  }

  /** Gives a file that its owner alone can reach the mode 0600. */
  public static void makePrivate(Path file) throws IOException {
    if (posix()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Whether there is a Unix socket, not a link to one. */
  public static boolean isSocket(Path path) throws IOException {
    return posix()
        ? Attributes.of(path).isSocket()
        : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
