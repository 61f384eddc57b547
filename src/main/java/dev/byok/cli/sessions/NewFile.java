package dev.byok.cli.sessions;

import dev.byok.config.Causes;
import dev.byok.config.PrivateFiles;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that the user named, made private: a conversation is nobody else's. */
final class NewFile {
  private NewFile() {}

  /**
   * @param replace whether a file of that name may go
   */
  static void write(String name, String content, boolean replace) {
    Set<OpenOption> options =
        replace
            ? Set.of(
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)
            : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel file = FileChannel.open(Path.of(name), options, PrivateFiles.fileMode())) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (FileAlreadyExistsException there) {
      throw Failure.of(Kind.FILE, Redaction.quoted(name) + " is there already")
          .hint("--force replaces it")
          .causedBy(there);
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.FILE, Redaction.quoted(name) + " is no file name").causedBy(noPath);
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE, Redaction.quoted(name) + " cannot be written: " + Causes.of(broken))
          .hint("check the folder and its rights")
          .causedBy(broken);
    }
  }
}
