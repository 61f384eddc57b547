package dev.byok.cli;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.KeyIndex;
import dev.byok.keys.KeyName;
import dev.byok.keys.KeyRecord;
import dev.byok.keys.KeyRecord.StoredIn;
import dev.byok.keys.KeyStore;
import dev.byok.keys.KeychainFailures;
import dev.byok.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the places of secrets and the index of keys in step: a key is in both or in neither. */
final class StoredKeys {
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

  /** Stores the secret, then the record; when the second fails, the first is undone. */
  void add(KeyRecord record, @Nullable Secret secret, boolean makeDefault) {
    services.configFile().read();
    KeyStore store = store(record);
    if (store == null || secret == null) {
      index(record, makeDefault);
      return;
    }
    Secret before = before(record, store);
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
    removeFromOtherPlace(record);
  }

  /**
   * Removes secret and record; a secret that is already gone is told of, and the record goes all
   * the same.
   */
  void remove(KeyRecord record) {
    KeyStore store = store(record);
    if (store != null) {
      try {
        store.remove(record.name());
      } catch (Failure failed) {
        if (!isAbsent(failed)) {
          throw failed;
        }
        services.messages().notice(failed.text() + "; its entry is removed");
      }
    }
    String before = services.configFile().read().defaultModel();
    Config after = services.configFile().change(config -> without(config, record.name()));
    if (before != null && after.defaultModel() == null) {
      services.messages().notice("the default was \"" + before + "\" and is unset");
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

  /** What a new secret would overwrite, so that it can be put back. */
  private @Nullable Secret before(KeyRecord record, KeyStore store) {
    KeyRecord old = services.keys().index().find(record.name());
    if (old == null || old.storedIn() != record.storedIn()) {
      return null;
    }
    try {
      return store.read(record.name());
    } catch (Failure failed) {
      if (isAbsent(failed)) {
        return null;
      }
      throw failed;
    }
  }

  /** A key that was replaced by one in another place must not stay behind in its old one. */
  private void removeFromOtherPlace(KeyRecord record) {
    KeyRecord old = services.keys().index().find(record.name());
    KeyStore store = old == null || old.storedIn() == record.storedIn() ? null : store(old);
    if (store != null) {
      try {
        store.remove(record.name());
      } catch (Failure failed) {
        services.messages().failure(failed);
      }
    }
  }

  private @Nullable KeyStore store(KeyRecord record) {
    return switch (record.storedIn()) {
      case KEYCHAIN -> services.places().keychain();
      case FILE -> services.places().encryptedFile();
      case COMMAND, NONE, ENVIRONMENT -> null;
    };
  }

  private static boolean isAbsent(Failure failed) {
    return KeychainFailures.isAbsence(failed);
  }
}
