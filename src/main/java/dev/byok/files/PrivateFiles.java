package dev.byok.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and folders that only their owner can reach, from their first byte (0600 and 0700 where the
 * system has modes). On Windows the user's profile folder is private by inheritance.
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

  /** The attribute to create a file with. */
  public static FileAttribute<?>[] fileMode() {
    return mode("rw-------");
  }

  /**
   * Makes the folder and its missing parents, each private; an existing folder is left as it is.
   *
   * @throws UntrustedFileException when somebody else may write in it, or change the way to it
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
      // Before a name is left in a stranger's folder.
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
   * Refuses what is not a plain file of this user's own that nobody else can write to, in folders
   * that nobody else can write to.
   *
   * @param follow whether a symbolic link is looked through, as for a configuration kept elsewhere
   *     by its owner
   * @return the file itself, where a link led to it
   * @throws UntrustedFileException when somebody else may have written it
   */
  public static Path requireOwn(Path file, boolean follow) throws IOException {
    return require(file, follow, false);
  }

  /** The same for a file that is written in place: another name would be another file's. */
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
   * Refuses what is no folder, and a folder that somebody else may write to.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   * @throws UntrustedFileException when somebody else may write in it, or change the way to it
   */
  public static void requireFolder(Path folder) throws IOException {
    if (posix()) {
      TRUST.requireFolder(folder);
    } else if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "is not a folder");
    }
  }

  /** The same for the part of the way that is there, where the folder is yet to be made. */
  public static void requirePlaceFor(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    for (Path above = there.getParent();
        above != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS);
        above = above.getParent()) {
      there = above;
    }
    requireFolder(there);
  }

  /** Takes every right of others away from a file of one's own that was made with looser modes. */
  public static void tighten(Path file) throws IOException {
    if (!posix()) {
      return;
    }
    Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (modes.removeAll(OTHERS_ANY)) {
      Files.setPosixFilePermissions(file, modes);
    }
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
