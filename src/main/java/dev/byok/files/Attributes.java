package dev.byok.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What {@code lstat} reports for a path, by one system call. The numbers are those of POSIX. */
record Attributes(int uid, int gid, int mode, int links) {
  private static final int TYPE = 0170000;
  private static final int GROUP_WRITE = 020;
  private static final int OTHERS_WRITE = 02;
  private static final int STICKY = 01000;

  static Attributes of(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:uid,gid,mode,nlink", LinkOption.NOFOLLOW_LINKS);
    return new Attributes(
        number(found, "uid"), number(found, "gid"), number(found, "mode"), number(found, "nlink"));
  }

  private static int number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Integer number ? number : -1;
  }

  boolean isLink() {
    return (mode & TYPE) == 0120000;
  }

  boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  boolean isPlainFile() {
    return (mode & TYPE) == 0100000;
  }

  boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }

  boolean isWritableByGroup() {
    return (mode & GROUP_WRITE) != 0;
  }

  boolean isWritableByOthers() {
    return (mode & OTHERS_WRITE) != 0;
  }

  /** Whether only an entry's owner may rename or remove it. */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  /** Returns the permissions as {@code ls} shows them, such as {@code rwxrwxrwx}. */
  String permissions() {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      // The enum has the order of the bits, with the owner's right to read first.
      if ((mode & (1 << (all.length - 1 - i))) != 0) {
        granted.add(all[i]);
      }
    }
    return PosixFilePermissions.toString(granted);
  }
}
