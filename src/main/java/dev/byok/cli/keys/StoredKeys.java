package dev.byok.cli.keys;

import dev.byok.cli.line.Services;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.KeyRing;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What storing and removing a key means for the rest of the configuration, and what is told. */
final class StoredKeys {
  private final Services services;
  private final KeyRing ring;

  StoredKeys(Services services) {
    this.services = services;
    this.ring =
        new KeyRing(
            services.configFile(),
            services.places(),
            services.paths().config().resolve("keys.lock"));
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

  /** See {@link KeyRing#add}. */
  void add(KeyRecord record, @Nullable Secret secret, boolean makeDefault, boolean replace) {
    ring.add(
        record,
        secret,
        replace,
        config -> makeDefault ? config.withDefaultModel(reference(record)) : config);
  }

  /** See {@link KeyRing#remove}. */
  void remove(KeyRecord record) {
    KeyName name = record.name();
    String before = services.configFile().read().defaultModel();
    if (!ring.remove(record, config -> withoutDefault(config, name))) {
      services
          .messages()
          .notice(
              record.storedIn().words() + " holds no key \"" + name + "\"; its entry is removed");
    }
    if (before != null && services.configFile().read().defaultModel() == null) {
      services.messages().notice("the default was \"" + before + "\" and is unset");
    }
  }

  private static String reference(KeyRecord record) {
    return record.model() == null ? record.name().toString() : record.name() + "/" + record.model();
  }

  private static Config withoutDefault(Config config, KeyName name) {
    String reference = config.defaultModel();
    boolean wasDefault =
        reference != null
            && (reference.equals(name.toString()) || reference.startsWith(name + "/"));
    return wasDefault ? config.withDefaultModel(null) : config;
  }
}
