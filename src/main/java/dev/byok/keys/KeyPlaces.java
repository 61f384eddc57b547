package dev.byok.keys;

import dev.byok.secrets.Secret;

/** The places that secrets rest in; each is opened only when a key of its own is asked for. */
public interface KeyPlaces {
  KeyStore keychain();

  KeyStore encryptedFile();

  /**
   * The state of the keychain in words; a failure when it cannot keep keys. No secret is read and
   * no dialog is shown.
   */
  String describeKeychain();

  /** Runs the helper and returns the secret it prints. */
  Secret command(String commandLine);
}
