package dev.byok.keyring;

import dev.byok.config.Config;
import dev.byok.config.ConfigFile;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.KeyRing;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.secrets.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores and removes keys, updates the default model with them, and reports what changed. */
public final class StoredKeys {
  private final ConfigFile config;
  private final Notices notices;
  private final KeyRing ring;

  /**
   * @param lock the file that keeps two processes from changing keys at the same time
   */
  public StoredKeys(ConfigFile config, KeyPlaces places, Path lock, Notices notices) {
    this.config = config;
    this.notices = notices;
    this.ring = new KeyRing(config, places, lock);
  }

  /**
   * Returns where new secrets go: the keychain or, if {@code BYOK_KEYSTORE} says so, the key file.
   */
  public static StoredIn place(Map<String, String> env) {
    return switch (env.getOrDefault("BYOK_KEYSTORE", "")) {
      case "", "keychain" -> StoredIn.KEYCHAIN;
      case "file" -> StoredIn.FILE;
      default ->
          throw Failure.of(
                  Kind.USAGE,
                  "BYOK_KEYSTORE is \"" + env.get("BYOK_KEYSTORE") + "\", which is not a key store")
              .hint("unset it, or set it to keychain or file");
    };
  }

  /** Stores a key; see {@link KeyRing#add}. */
  public void add(KeyRecord record, @Nullable Secret secret, boolean makeDefault, boolean replace) {
    ring.add(
        record,
        secret,
        replace,
        known -> makeDefault ? known.withDefaultModel(reference(record)) : known);
  }

  /** Removes a key; see {@link KeyRing#remove}. */
  public void remove(KeyRecord record) {
    KeyName name = record.name();
    String before = config.read().defaultModel();
    if (!ring.remove(record, known -> withoutDefault(known, name))) {
      notices.notice(
          record.storedIn().words() + " has no key \"" + name + "\"; its entry is removed");
    }
    if (before != null && config.read().defaultModel() == null) {
      notices.notice("the default was \"" + before + "\" and is unset");
    }
  }

  private static String reference(KeyRecord record) {
    return record.model() == null ? record.name().toString() : record.name() + "/" + record.model();
  }

  private static Config withoutDefault(Config known, KeyName name) {
    String reference = known.defaultModel();
    boolean wasDefault =
        reference != null
            && (reference.equals(name.toString()) || reference.startsWith(name + "/"));
    return wasDefault ? known.withDefaultModel(null) : known;
  }
}
