package dev.byok.cli.sessions;

import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.AtomicFile;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Writes a file that the user named, readable only by its owner. */
final class NewFile {
  private NewFile() {}

  /**
   * @param replace whether to replace an existing file
   */
  static void write(String name, String content, boolean replace) {
    if (name.isEmpty()) {
      throw Values.wrong("--output", name, "the name of a file");
    }
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      Path file = Path.of(name).toAbsolutePath();
      if (replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        requirePlain(file);
        AtomicFile.replace(file, bytes);
      } else {
        create(file, ByteBuffer.wrap(bytes));
      }
    } catch (FileAlreadyExistsException there) {
      throw Failure.of(Kind.FILE, UserWord.quoted(name) + " already exists")
          .hint("--force replaces it")
          .causedBy(there);
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.FILE, UserWord.quoted(name) + " is not a file name").causedBy(noPath);
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE, UserWord.quoted(name) + " cannot be written: " + Causes.of(broken))
          .hint("check the folder and its permissions")
          .causedBy(broken);
    }
  }

  private static void create(Path file, ByteBuffer bytes) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(file, options, PrivateFiles.fileMode())) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Refuses links, devices and the like: they are neither followed nor replaced. */
  private static void requirePlain(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(file.toString(), null, "it is a symbolic link");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
  }
}
