import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the zip that is released. All files of an image are in one folder, sorted, with the same
 * time, and with permissions that let any user run byok. The same image gives the same bytes.
 */
final class Archive {
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  private Archive() {}

  /**
   * @param folder the name of the one folder in the archive
   */
  static void write(Path image, Path target, String folder, Instant time) throws IOException {
    Files.deleteIfExists(target);
    Map<String, String> form = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + target.toUri()), form);
        Stream<Path> all = Files.walk(image)) {
      for (Path path : all.sorted().toList()) {
        String below = image.relativize(path).toString().replace('\\', '/');
        Path entry = zip.getPath("/", folder, below);
        boolean isFolder = Files.isDirectory(path);
        if (isFolder) {
          Files.createDirectories(entry);
        } else {
          // Follows the links among the runtime's notices: not every unpacker supports links.
          Files.write(entry, Files.readAllBytes(path));
        }
        Files.setPosixFilePermissions(entry, isFolder || isProgram(path) ? PROGRAM : PLAIN);
        Files.setLastModifiedTime(entry, FileTime.from(time));
      }
    }
  }

  /** Returns false on Windows, which has no such permission and needs none. */
  private static boolean isProgram(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
  }
}
