package dev.byok.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that only their owner can reach, from their first byte (0600 and 0700 where the
 * system has modes). On Windows the user's profile folder is private by inheritance.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
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
   */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolder(parent);
    }
    try {
      Files.createDirectory(folder, mode("rwx------"));
    } catch (FileAlreadyExistsException made) {
      if (!Files.isDirectory(folder)) {
        String what = "\"" + folder + "\" is no folder";
        throw new FileSystemException(folder.toString(), null, what);
      }
    }
  }

  /**
   * Refuses what is not a plain file of this user's own that nobody else can write to.
   *
   * @param follow whether a symbolic link is looked through, as for a configuration kept elsewhere
   *     by its owner
   */
  public static void requireOwn(Path file, boolean follow) throws IOException {
    String why = objection(file, follow);
    if (why != null) {
      throw new FileSystemException(file.toString(), null, why);
    }
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

  private static @Nullable String objection(Path file, boolean follow) throws IOException {
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    if (!follow && Files.isSymbolicLink(file)) {
      return "is a symbolic link";
    }
    if (Files.isDirectory(file, options)) {
      return "is a folder";
    }
    if (!Files.isRegularFile(file, options)) {
      return "is not a plain file";
    }
    if (!posix()) {
      return null;
    }
    PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, options);
    Object uid = Files.getAttribute(file, "unix:uid", options);
    if (!uid.equals(ownUid())) {
      return "belongs to another user (" + attributes.owner().getName() + ")";
    }
    for (PosixFilePermission permission : OTHERS_WRITE) {
      if (attributes.permissions().contains(permission)) {
        return "can be written by others ("
            + PosixFilePermissions.toString(attributes.permissions())
            + ")";
      }
    }
    return null;
  }

  /** The uid of this process, asked of the kernel where it shows one, else of the home folder. */
  private static Object ownUid() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? Files.getAttribute(self, "unix:uid")
        : Files.getAttribute(Path.of(System.getProperty("user.home", "/")), "unix:uid");
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
