package dev.byok.cli.serve;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.AtomicFile;
import dev.byok.files.Causes;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file in which a running server notes where it is: {@code serve.json}. */
final class ServeFile implements AutoCloseable {
  private final Path file;
  private final byte[] content;

  private ServeFile(Path file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  /** Writes the file, in place of one that an earlier server left. */
  static ServeFile write(Path file, int port, String url) {
    JsonObject noted =
        JsonObject.builder()
            .put("port", port)
            .put("pid", ProcessHandle.current().pid())
            .put("url", url)
            .build();
    byte[] content = Json.pretty(noted).getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file, content);
    } catch (IOException unwritten) {
      throw Failure.of(
              Kind.FILE, UserWord.quoted(file) + " cannot be written: " + Causes.of(unwritten))
          .hint("make the folder writable for you, or set BYOK_HOME")
          .causedBy(unwritten);
    }
    return new ServeFile(file, content);
  }

  /** Removes the file, unless another server has written its own. */
  @Override
  public void close() {
    try {
      if (java.util.Arrays.equals(Files.readAllBytes(file), content)) {
        Files.delete(file);
      }
    } catch (IOException gone) {
      // Readers look whether the process is still there.
      return;
    }
  }
}
