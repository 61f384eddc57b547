package dev.byok.keys;

import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.stores.KeyStore;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** The places where secrets are stored. Each is opened only when one of its keys is needed. */
public interface KeyPlaces {
  KeyStore keychain();

  KeyStore encryptedFile();

  /** Returns the store for this place, or null if there is no secret to store. */
  default @Nullable KeyStore of(KeyRecord.StoredIn place) {
    return switch (place) {
      case KEYCHAIN -> keychain();
      case FILE -> encryptedFile();
      case COMMAND, NONE, ENVIRONMENT, AWS_PROFILE, AWS_ENVIRONMENT -> null;
    };
  }

  /**
   * Describes the keychain's state in words; fails if it cannot keep keys. No secret is read and no
   * dialog is shown.
   */
  String describeKeychain();

  /** Notes that a variable with other uses is used as a key; no program inherits it then. */
  default void usedAsKey(String variable) {}

  /** Remembers a key from elsewhere, which no program that byok starts inherits, and returns it. */
  default Secret hold(Secret key) {
    return key;
  }

  /** Runs the helper and returns the secret that it prints for this key. */
  Secret command(KeyName name, String commandLine);
}
