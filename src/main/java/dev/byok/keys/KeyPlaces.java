package dev.byok.keys;

import dev.byok.secrets.Secret;

/** The places that secrets rest in; each is opened only when a key of its own is asked for. */
public interface KeyPlaces {
  KeyStore keychain();

  KeyStore encryptedFile();

  /**
   * Which keychain answers, in words; a failure when none does. It is asked, and nothing of it is
   * read.
   */
  String describeKeychain();

  /** Runs the helper and returns the secret it prints, which is that key's. */
  Secret command(KeyName name, String commandLine);
}
