package dev.byok.keys;

import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.stores.KeyStore;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** The places that secrets rest in; each is opened only when a key of its own is asked for. */
public interface KeyPlaces {
  KeyStore keychain();

  KeyStore encryptedFile();

  /** Where secrets of keys that are stored so rest; null where there is no secret to keep. */
  default @Nullable KeyStore of(KeyRecord.StoredIn place) {
    return switch (place) {
      case KEYCHAIN -> keychain();
      case FILE -> encryptedFile();
      case COMMAND, NONE, ENVIRONMENT -> null;
    };
  }

  /**
   * The state of the keychain in words; a failure when it cannot keep keys. No secret is read and
   * no dialog is shown.
   */
  String describeKeychain();

  /** Runs the helper and returns the secret it prints, which is that key's. */
  Secret command(KeyName name, String commandLine);
}
