package dev.byok.keyring;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.keys.stores.PassphraseBytes;
import dev.byok.text.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Reads the file that {@code BYOK_PASSPHRASE_FILE} names: a regular file of the user or, as secrets
 * are mounted, of root, that nobody else can write to; or a pipe, such as a shell's {@code <(…)}.
 */
final class PassphraseFile {
  private static final int LONGEST = 64 * 1024;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int PIPE = 0010000;
  private static final int OTHERS_WRITE = 0022;

  private PassphraseFile() {}

  /** Returns the file's bytes without one newline at the end. */
  static PassphraseBytes read(String name) {
    try {
      Path file = Path.of(name);
      refuseUnsafe(name, file);
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
          throw unusable(name, "is larger than 64 KiB")
              .hint("use a shorter passphrase: 32 random bytes are as safe as any");
        }
        return PassphraseBytes.of(Arrays.copyOf(bytes, bytes.length - newline(bytes)));
      }
    } catch (InvalidPathException noPath) {
      throw unreadable(name, "it is not a path").causedBy(noPath);
    } catch (IOException broken) {
      throw unreadable(name, Causes.of(broken)).causedBy(broken);
    }
  }

  private static void refuseUnsafe(String name, Path file) throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    int mode = (Integer) Files.getAttribute(file, "unix:mode");
    int type = mode & TYPE;
    if (type != REGULAR && type != PIPE) {
      String what = Files.isDirectory(file) ? "is a folder" : "is not a regular file or a pipe";
      throw new FileSystemException(name, null, what);
    }
    if ((mode & OTHERS_WRITE) != 0) {
      String shown = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      throw unusable(name, "can be written by others (" + shown + ")")
          .hint("chmod go-w " + ShellWord.of(name));
    }
    if (type == REGULAR && !Files.getAttribute(file, "unix:uid").equals(0)) {
      PrivateFiles.requireOwn(file, true);
    }
  }

  private static int newline(byte[] bytes) {
    int end = bytes.length;
    if (end == 0 || bytes[end - 1] != '\n') {
      return 0;
    }
    return end > 1 && bytes[end - 2] == '\r' ? 2 : 1;
  }

  private static Failure unreadable(String name, String why) {
    return unusable(name, "cannot be read: " + why)
        .hint("BYOK_PASSPHRASE_FILE must name a file that you can read");
  }

  private static Failure unusable(String name, String why) {
    return Failure.of(Kind.FILE, "the passphrase file " + UserWord.quoted(name) + " " + why);
  }
}
