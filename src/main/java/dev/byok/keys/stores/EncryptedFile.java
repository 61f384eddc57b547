package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.AtomicFile;
import dev.byok.files.LockFile;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps keys in one file, encrypted with a passphrase, for machines without a keychain. The content
 * is a JSON object of names and secrets; {@link SealedFile} has the format. A file that cannot be
 * read is never overwritten.
 */
public final class EncryptedFile implements KeyStore {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path file;
  private final Path lock;
  private final Passphrase source;
  private @Nullable PassphraseBytes passphrase;

  /**
   * @param file the file, created when the first key is stored; its lock is beside it
   * @param source asked for the passphrase when it is first needed, and again after a wrong one
   */
  public EncryptedFile(Path file, Passphrase source) {
    this.file = file;
    this.lock = file.resolveSibling(file.getFileName() + ".lock");
    this.source = source;
  }

  @Override
  public Secret read(KeyName name) {
    String secret = content().text(name.toString());
    if (secret == null) {
      throw absent(name);
    }
    return Secret.of(secret);
  }

  @Override
  public void write(KeyName name, Secret secret) {
    try (LockFile _ = LockFile.acquire(lock, PATIENCE)) {
      save(content().with(name.toString(), secret.open()));
      if (!secret.equals(read(name))) {
        throw notWritten("the file has another value than byok stored", null);
      }
    } catch (IOException unwritable) {
      throw notWritten(why(unwritable), unwritable);
    }
  }

  @Override
  public void remove(KeyName name) {
    if (!exists()) {
      throw absent(name);
    }
    try (LockFile _ = LockFile.acquire(lock, PATIENCE)) {
      JsonObject content = content();
      if (!content.has(name.toString())) {
        throw absent(name);
      }
      save(content.without(name.toString()));
    } catch (IOException unwritable) {
      throw notWritten(why(unwritable), unwritable);
    }
  }

  /** Writes all keys. The caller holds the lock. */
  private void save(JsonObject content) throws IOException {
    byte[] sealed = SealedFile.seal(Json.writeBytes(content), passphrase(!exists()));
    if (sealed.length > SealedFile.LARGEST) {
      throw new IOException("it would be larger than 8 MiB");
    }
    AtomicFile.write(file, sealed);
  }

  private JsonObject content() {
    if (!exists()) {
      return JsonObject.empty();
    }
    byte[] sealed;
    try {
      PrivateFiles.requireOwn(file, false);
      sealed = bytes();
    } catch (IOException unreadable) {
      throw Failure.of(Kind.FILE, "the key file \"" + file + "\" cannot be read")
          .detail(why(unreadable))
          .hint("make it a file of your own that no one else can write to")
          .causedBy(unreadable);
    }
    PassphraseBytes used = passphrase(false);
    try {
      return Json.parseObject(SealedFile.open(sealed, used));
    } catch (SealedFile.WrongPassphraseException wrong) {
      forget(used);
      throw Failure.of(Kind.KEYCHAIN, "wrong passphrase for the key file \"" + file + "\"")
          .hint("try again; BYOK_PASSPHRASE_FILE may name a file with the passphrase")
          .causedBy(wrong);
    } catch (SealedFile.DamagedFileException damaged) {
      throw damaged(String.valueOf(damaged.getMessage()), damaged);
    } catch (JsonSyntaxException noJson) {
      throw damaged("its content is not a list of keys", noJson);
    }
  }

  private byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(SealedFile.LARGEST + 1);
      if (bytes.length > SealedFile.LARGEST) {
        throw new IOException("it is larger than 8 MiB");
      }
      return bytes;
    }
  }

  private synchronized PassphraseBytes passphrase(boolean creating) {
    PassphraseBytes known = passphrase;
    if (known != null) {
      return known;
    }
    PassphraseBytes asked = source.ask(creating);
    if (asked.isEmpty()) {
      throw Failure.of(Kind.KEYCHAIN, "the passphrase is empty")
          .hint("type one, or put it into a file that BYOK_PASSPHRASE_FILE names");
    }
    passphrase = asked;
    return asked;
  }

  /** Forgets a wrong passphrase, so that a process that continues, such as a chat, asks again. */
  private synchronized void forget(PassphraseBytes wrong) {
    PassphraseBytes known = passphrase;
    if (known != null && known.equals(wrong)) {
      passphrase = null;
    }
  }

  /** A dangling link also counts as a file: it must be refused, not followed or replaced. */
  private boolean exists() {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private Failure absent(KeyName name) {
    return KeychainFailures.absentFrom("the key file \"" + file + "\"", name);
  }

  private Failure damaged(String way, Throwable cause) {
    return Failure.of(Kind.FILE, "the key file \"" + file + "\" is damaged")
        .detail(way)
        .hint("restore it from a backup, or move it away and add the keys again")
        .causedBy(cause);
  }

  private Failure notWritten(String reason, @Nullable Throwable cause) {
    Failure failure =
        Failure.of(Kind.FILE, "the key file \"" + file + "\" cannot be written").detail(reason);
    return cause == null ? failure : failure.causedBy(cause);
  }

  private static String why(IOException exception) {
    String reason =
        exception instanceof FileSystemException system
            ? system.getReason()
            : exception.getMessage();
    return reason == null ? exception.getClass().getSimpleName() : reason;
  }
}
