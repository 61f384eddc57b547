package dev.byok.cli;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.keys.KeyIndex;
import dev.byok.keys.KeyName;
import dev.byok.keys.KeyRecord;
import dev.byok.keys.KeyRecord.StoredIn;
import dev.byok.keys.KeyStore;
import dev.byok.keys.KeychainFailures;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the places of secrets and the index of keys in step: a key is in both or in neither. One
 * process at a time changes keys; whoever only reads is kept from a half-done change by the
 * fingerprint in the index, which ties a secret to its host.
 */
final class StoredKeys {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Services services;

  StoredKeys(Services services) {
    this.services = services;
  }

  /**
   * Where new secrets go: the keychain, or the encrypted file when {@code BYOK_KEYSTORE} says so.
   */
  static StoredIn place(Map<String, String> env) {
    return switch (env.getOrDefault("BYOK_KEYSTORE", "")) {
      case "", "keychain" -> StoredIn.KEYCHAIN;
      case "file" -> StoredIn.FILE;
      default ->
          throw Failure.of(
                  Kind.USAGE,
                  "BYOK_KEYSTORE is \"" + env.get("BYOK_KEYSTORE") + "\", which is no key store")
              .hint("unset it, or set it to keychain or file");
    };
  }

  /**
   * Stores the secret, then the record; when the second fails, the place is left as it was found.
   *
   * @param secret what to store; null for a key without one, or one that a command yields
   * @param replace whether an older key of that name may go
   */
  void add(KeyRecord record, @Nullable Secret secret, boolean makeDefault, boolean replace) {
    try (LockFile _ = lock()) {
      KeyRecord old = new KeyIndex(services.configFile().read()).find(record.name());
      if (old != null && !replace) {
        throw alreadyStored(record.name());
      }
      KeyStore store = store(record);
      if (store == null || secret == null) {
        index(record, makeDefault);
      } else {
        write(record.of(secret), secret, store, makeDefault, old, replace);
      }
      removeFromOtherPlace(record, old);
    } catch (IOException unlocked) {
      throw notLocked(unlocked);
    }
  }

  /**
   * Removes secret and record; a secret that is already gone is told of, and the record goes all
   * the same.
   */
  void remove(KeyRecord record) {
    try (LockFile _ = lock()) {
      KeyStore store = store(record);
      if (store != null) {
        removeSecret(record.name(), store);
      }
      String before = services.configFile().read().defaultModel();
      Config after = services.configFile().change(config -> without(config, record.name()));
      if (before != null && after.defaultModel() == null) {
        services.messages().notice("the default was \"" + before + "\" and is unset");
      }
    } catch (IOException unlocked) {
      throw notLocked(unlocked);
    }
  }

  static Failure alreadyStored(KeyName name) {
    return Failure.of(Kind.USAGE, "a key \"" + name + "\" is already stored")
        .hint(
            "--force replaces it; another label stores a second one, such as "
                + name.provider()
                + ":work");
  }

  private void write(
      KeyRecord record,
      Secret secret,
      KeyStore store,
      boolean makeDefault,
      @Nullable KeyRecord old,
      boolean replace) {
    Secret before = before(record.name(), store);
    if (before != null && old == null && !replace) {
      throw Failure.of(
              Kind.USAGE,
              KeyRows.placeName(record) + " already holds a key \"" + record.name() + "\"")
          .detail("this configuration does not know it; byok with another BYOK_HOME may")
          .hint("--force replaces it; another label stores a second one");
    }
    store.write(record.name(), secret);
    try {
      index(record, makeDefault);
    } catch (Failure unindexed) {
      if (before == null) {
        store.remove(record.name());
      } else {
        store.write(record.name(), before);
      }
      throw unindexed;
    }
  }

  private void index(KeyRecord record, boolean makeDefault) {
    services
        .configFile()
        .change(config -> {
          Config with = KeyIndex.put(config, record);
          return makeDefault ? with.withDefaultModel(reference(record)) : with;
        });
  }

  private static String reference(KeyRecord record) {
    return record.model() == null ? record.name().toString() : record.name() + "/" + record.model();
  }

  private static Config without(Config config, KeyName name) {
    Config less = config.withKey(name.toString(), null);
    String reference = less.defaultModel();
    boolean wasDefault =
        reference != null
            && (reference.equals(name.toString()) || reference.startsWith(name + "/"));
    return wasDefault ? less.withDefaultModel(null) : less;
  }

  /** What a new secret would overwrite, so that it can be put back; null for nothing. */
  private static @Nullable Secret before(KeyName name, KeyStore store) {
    try {
      return store.read(name);
    } catch (Failure failed) {
      if (KeychainFailures.isAbsence(failed)) {
        return null;
      }
      throw failed;
    }
  }

  /** A key that was replaced by one in another place must not stay behind in its old one. */
  private void removeFromOtherPlace(KeyRecord record, @Nullable KeyRecord old) {
    KeyStore store = old == null || old.storedIn() == record.storedIn() ? null : store(old);
    if (old != null && store != null) {
      try {
        removeSecret(old.name(), store);
      } catch (Failure failed) {
        throw failed.detail(
            "the new key is stored; the old one is still in " + KeyRows.placeName(old));
      }
    }
  }

  private void removeSecret(KeyName name, KeyStore store) {
    try {
      store.remove(name);
    } catch (Failure failed) {
      if (!KeychainFailures.isAbsence(failed)) {
        throw failed;
      }
      services.messages().notice(failed.text() + "; its entry is removed");
    }
  }

  private @Nullable KeyStore store(KeyRecord record) {
    return switch (record.storedIn()) {
      case KEYCHAIN -> services.places().keychain();
      case FILE -> services.places().encryptedFile();
      case COMMAND, NONE, ENVIRONMENT -> null;
    };
  }

  private LockFile lock() throws IOException {
    return LockFile.acquire(services.paths().config().resolve("keys.lock"), PATIENCE);
  }

  private static Failure notLocked(IOException failed) {
    return Failure.of(Kind.FILE, "the keys cannot be changed: " + Causes.of(failed))
        .hint("nothing was changed; make the folder writable for you, or set BYOK_HOME")
        .causedBy(failed);
  }
}
