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
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads and writes {@code config.json}. A file that cannot be read is never replaced by a default.
 * Each change reads and writes under a lock, so two processes cannot lose each other's changes.
 */
public final class ConfigFile {
  private static final long LARGEST = 16L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path file;
  private final boolean isPlaceChosen;

  /**
   * @param isPlaceChosen whether the user named the folder, which is then checked even if it has no
   *     file yet
   */
  public ConfigFile(Path file, boolean isPlaceChosen) {
    this.file = file;
    this.isPlaceChosen = isPlaceChosen;
  }

  public Path path() {
    return file;
  }

  /** Returns the configuration; empty if there is no file. */
  public Config read() {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (isPlaceChosen) {
          PrivateFiles.requirePlaceFor(file);
        }
        return Config.empty();
      }
      Path itself = PrivateFiles.requireOwn(file, true);
      if (Files.size(itself) > LARGEST) {
        throw unreadable("is larger than 16 MiB");
      }
      byte[] content = Files.readAllBytes(itself);
      JsonObject json = isBlank(content) ? JsonObject.empty() : Json.parseObject(content);
      requireShape(json);
      return new Config(json);
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

  /** Applies a change to what is on the disk now and writes it. */
  public Config change(UnaryOperator<Config> change) {
    Path lock = file.resolveSibling("config.lock");
    try (LockFile _ = LockFile.acquire(lock, PATIENCE)) {
      Config before = read();
      Config after = change.apply(before);
      if (!after.equals(before)) {
        AtomicFile.write(itself(), Json.pretty(after.json()).getBytes(StandardCharsets.UTF_8));
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

  /** Returns the file to write: the target of a link that the owner has made, which stays. */
  private Path itself() throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? PrivateFiles.requireOwn(file, true)
        : file;
  }

  private Failure unreadable(String why) {
    return Failure.of(Kind.FILE, UserWord.quoted(file) + " cannot be used: " + why)
        .hint("fix the file, or move it away; byok does not change it");
  }

  /** Refuses a part of another type: it would be read as absent, and lost with the next change. */
  private void requireShape(JsonObject json) {
    for (String group : List.of("aliases", "keys", "settings")) {
      if (json.has(group) && json.object(group) == null) {
        throw unreadable(UserWord.quoted(group) + " is not a JSON object");
      }
    }
    if (json.has("budgets") && !(json.get("budgets") instanceof List<?>)) {
      throw unreadable("\"budgets\" is not a JSON array");
    }
    if (json.has("default") && json.text("default") == null) {
      throw unreadable("\"default\" is not a JSON string");
    }
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
