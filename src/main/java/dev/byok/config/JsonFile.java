package dev.byok.config;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.AtomicFile;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.files.PrivateFiles;
import dev.byok.files.Remedies;
import dev.byok.files.UntrustedFileException;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A file of one JSON object that byok obeys and that its owner may edit. One that cannot be read is
 * never replaced by a default. Each change reads and writes under a lock, so two processes cannot
 * lose each other's changes.
 */
public final class JsonFile {
  private static final long LARGEST = 16L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ENDING = ".json";

  private final Path file;
  private final boolean isPlaceChosen;

  /**
   * @param file a name that ends with {@code .json}; its lock ends with {@code .lock} instead
   * @param isPlaceChosen whether the user named the folder, which is then checked even if it has no
   *     file yet
   */
  public JsonFile(Path file, boolean isPlaceChosen) {
    this.file = file;
    this.isPlaceChosen = isPlaceChosen;
  }

  public Path path() {
    return file;
  }

  /** Returns the object in the file; an empty one if there is no file. */
  public JsonObject read() {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (isPlaceChosen) {
          PrivateFiles.requirePlaceFor(file);
        }
        return JsonObject.empty();
      }
      Path itself = PrivateFiles.requireOwn(file, true);
      if (Files.size(itself) > LARGEST) {
        throw unreadable("is larger than 16 MiB");
      }
      byte[] content = Files.readAllBytes(itself);
      return isBlank(content) ? JsonObject.empty() : Json.parseObject(content);
    } catch (JsonSyntaxException malformed) {
      throw unreadable(String.valueOf(malformed.getMessage())).causedBy(malformed);
    } catch (UntrustedFileException stranger) {
      boolean itself = file.toString().equals(stranger.getFile());
      String why = itself ? String.valueOf(stranger.getReason()) : Causes.of(stranger);
      throw unreadable(why).hint(stranger.remedy()).causedBy(stranger);
    } catch (IOException broken) {
      throw unreadable(Causes.of(broken)).causedBy(broken);
    }
  }

  /** Applies a change to what is on the disk now, writes it and returns it. */
  public JsonObject change(UnaryOperator<JsonObject> change) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.length() - ENDING.length());
    try (LockFile _ = LockFile.acquire(file.resolveSibling(stem + ".lock"), PATIENCE)) {
      JsonObject before = read();
      JsonObject after = change.apply(before);
      if (!after.equals(before)) {
        AtomicFile.write(itself(), Json.pretty(after).getBytes(StandardCharsets.UTF_8));
      }
      return after;
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE, UserWord.quoted(file) + " cannot be written: " + Causes.of(broken))
          .hint(
              Remedies.of(
                  broken,
                  "nothing was changed; make the folder writable for you, or set BYOK_HOME"))
          .causedBy(broken);
    }
  }

  /** Returns the failure for a file whose content is not valid. */
  public Failure unreadable(String why) {
    return Failure.of(Kind.FILE, UserWord.quoted(file) + " cannot be used: " + why)
        .hint("fix the file, or move it away; byok does not change it");
  }

  /** Returns the file to write: the target of a link that the owner has made, which stays. */
  private Path itself() throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? PrivateFiles.requireOwn(file, true)
        : file;
  }

  private static boolean isBlank(byte[] content) {
    for (byte b : content) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
